//! Balances before and after a row, and files of several tables.

use serde_json::json;

use super::{counts, euros, import};

/// Rows of an account: date, balance before, balance after, amount, text; the oldest first.
const ROWS: [[&str; 5]; 6] = [
    ["20260102", "1542,18", "1518,73", "-23,45", "Bakker"],
    ["20260102", "1518,73", "568,73", "-950,00", "Huur"],
    ["20260103", "568,73", "504,61", "-64,12", "Energie"],
    ["20260105", "504,61", "539,61", "35,00", "Vriend"],
    ["20260123", "539,61", "3414,17", "2874,56", "Salaris"],
    ["20260124", "3414,17", "3374,17", "-40,00", "Geldautomaat"],
];

/// The file with these columns of the rows, in this order.
fn file(header: Option<&str>, columns: &[usize], newest_first: bool) -> String {
    let mut rows = ROWS.to_vec();
    if newest_first {
        rows.reverse();
    }
    let lines = rows.iter().map(|row| columns.iter().map(|at| row[*at]).collect::<Vec<_>>().join("\t"));
    header.map(str::to_owned).into_iter().chain(lines).map(|line| line + "\n").collect()
}

/// A balance from before the row moves as one from after it does in a file the other way round: read as that, everything
/// spent would be income.
#[test]
fn a_balance_from_before_the_row_does_not_turn_the_signs() {
    let names = "Datum\tBeginsaldo\tEindsaldo\tBedrag\tOmschrijving";
    let before_alone = "Datum\tSaldo\tBedrag\tOmschrijving";
    for newest_first in [false, true] {
        for (header, columns) in [
            (None, [0, 1, 2, 3, 4].as_slice()),
            (Some(names), &[0, 1, 2, 3, 4]),
            (Some(before_alone), &[0, 1, 3, 4]),
            (Some(before_alone), &[0, 2, 3, 4]),
        ] {
            let home = euros();
            home.write("bank.tsv", file(header, columns, newest_first));
            let done = import(&home, &["bank.tsv"]);
            assert_eq!(counts(&done), [6, 0, 0, 0], "{header:?} {columns:?}");
            let of = |direction: &str| {
                let listed = home.json(["list", "--direction", direction]);
                let rows = listed["expenses"].as_array().unwrap();
                let mut texts: Vec<String> =
                    rows.iter().map(|row| row["description"].as_str().unwrap().to_owned()).collect();
                texts.sort();
                texts
            };
            assert_eq!(
                of("income"),
                ["Salaris", "Vriend"],
                "{header:?} {columns:?} newest first: {newest_first}"
            );
            assert_eq!(of("expense").len(), 4);
        }
    }
}

#[test]
fn a_file_of_several_tables_is_refused_with_both_places_and_read_a_table_at_a_time() {
    let giro = "Buchungstag;Vorgang;Buchungstext;Umsatz in EUR\n31.01.2026;Lastschrift;Stadtwerke;-89,00\n\
                30.01.2026;Gutschrift;Lohn;3.412,77\n";
    let card = "Buchungstag;Umsatztag;Vorgang;Referenz;Buchungstext;Umsatz in EUR\n\
                25.01.2026;23.01.2026;Visa-Umsatz;4422;HOTEL;-118,00\n19.01.2026;17.01.2026;Visa-Umsatz;4423;MUSIK;-10,99\n";
    let home = euros();
    for (text, second) in [
        (format!("Girokonto;Zeitraum\n{giro}\nKreditkarte;Zeitraum\n{card}"), 7),
        (format!("Kreditkarte;Zeitraum\n{card}\nGirokonto;Zeitraum\n{giro}"), 7),
    ] {
        home.write("all.csv", &text);
        let error = home.fails_json(["import", "all.csv"], 1);
        assert_eq!(error["code"], "bad_file", "{error:#}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(&format!("lines 2 and {second} both name columns")), "{message}");
        assert!(message.contains(&format!("--skip-lines {}", second - 1)), "{message}");
        assert_eq!(home.json(["list"])["count"], json!(0));
    }
    // The same columns again are the same table.
    home.write("again.csv", format!("{giro}Girokonto 2;\n{giro}"));
    assert_eq!(counts(&import(&home, &["again.csv"]))[0], 4);
}

#[test]
fn texts_in_several_columns_are_all_found() {
    let home = euros();
    home.write(
        "extrato.csv",
        "Data;Lançamento;Detalhes;Valor\n02/01/2026;Pix - Enviado;MARIA APARECIDA;-150,00\n\
         13/01/2026;Pix - Enviado;PADARIA CENTRAL;-12,00\n14/01/2026;Compra com Cartão;PAO DE ACUCAR;-287,63\n",
    );
    home.write(
        "auszug.csv",
        "Buchungsdatum;Belastung;Gutschrift;Beschreibung1;Beschreibung2;Beschreibung3\n\
         2026-01-31;-45.35;;Coop Bern;Zahlung Debitkarte;Transaktions-Nr. 9985107TI6263809\n\
         2026-01-30;-6.20;;SBB Mobile;Zahlung Debitkarte;Transaktions-Nr. 9987905TI9332820\n\
         2026-01-29;;100.00;Arbeitgeber AG;Gutschrift;Transaktions-Nr. 9986008TI8653855\n",
    );
    import(&home, &["extrato.csv"]);
    import(&home, &["auszug.csv"]);
    for text in ["APARECIDA", "PADARIA", "ACUCAR", "Coop", "SBB", "Arbeitgeber"] {
        assert_eq!(home.json(["list", "--search", text])["count"], 1, "{text}");
    }
    assert_eq!(home.json(["list", "--search", "Coop"])["expenses"][0]["description"], "Coop Bern");
}

//! Files of every kind with damage done to them: no panic, no hang, and what was read is read the same way again.

use proptest::prelude::*;
use proptest::sample::Index;

use super::written::{assert_read_again_with_its_profile, config};
use super::*;

const PREAMBLE: &str = "Konto;DE12 3456\nZeitraum;01.03.2026 - 31.03.2026\n\nBuchungstag;Wertstellung;Empfänger;Verwendungszweck;Betrag;Saldo;Status\n\
    02.03.2026;02.03.2026;REWE;\"Einkauf; 3 Teile\";-12,50;987,50;gebucht\n\
    14.03.2026;15.03.2026;ACME;Gehalt \"März\";1.400,00;2.387,50;gebucht\n\
    15.03.2026;;SHELL;Tanken;-40,00;2.347,50;vorgemerkt\nSumme;;;;1.347,50;;\n";
const CARD: &str = "\"Transaction Date\",\"Description\",\"Debit\",\"Credit\",\"Currency\"\n\
    03/04/2026,\"Books, \"\"new\"\" and\nused\",14.50,,USD\n04/13/2026,Refund,,$20.00,USD\n\n";
const PLAIN: &str = "2026-03-04\tBread\t5.00-\n2026-03-05\tTea\t(2.00)\n05-Mar-26\tPay\t1,000.00 CR\n";
const JSON: &str = "{\"schema\":1,\"expenses\":[{\"id\":\"01a13f6e-fa00-7e4f-a7c2-1783b608b806\",\"date\":\"2026-03-04\",\
    \"direction\":\"expense\",\"amount\":\"5.00\",\"currency\":\"EUR\",\"category\":\"food\",\"description\":\"Br\\u00f6t\",\
    \"tags\":[\"a\",\"b\"],\"created_at\":\"2026-03-04T10:15:00.000Z\",\"deleted\":false}],\"count\":1}\n";
const JSONL: &str = "{\"date\":\"2026-03-04\",\"direction\":\"income\",\"amount\":\"5\",\"currency\":\"JPY\",\"description\":\"x\"}\n\
    {\"date\":\"2026-03-05\",\"direction\":\"transfer\",\"amount\":\"6.0\",\"tags\":null}\n";

/// One of the files, as bytes in an encoding.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let own = format!("{}\n", crate::export::csv::HEADER.join(","))
        + "01a13f6e-fa00-7e4f-a7c2-1783b608b806,1,2026-03-04,expense,5.00,EUR,food,Bread,Spar,Card,a b,,,,giro,personal\n";
    let texts = [PREAMBLE, CARD, PLAIN, JSON, JSONL].map(str::to_owned).into_iter().chain([own]);
    (prop::sample::select(texts.collect::<Vec<_>>()), 0_u8..4).prop_map(|(text, encoding)| match encoding {
        0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        2 => ["\u{feff}", &text].concat().into_bytes(),
        _ => text.into_bytes(),
    })
}

/// What is done to a file: at a place, so many bytes are changed into others, which may be many or none.
fn damage() -> impl Strategy<Value = Vec<(Index, usize, Vec<u8>)>> {
    let put = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        "[0-9./,;\\-\"'\n\r\t $€()A-Za-z{}\\[\\]:]{0,6}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "\"", ";", "\n", ",,,", "31/12/99", "1.000", "-", "\u{202e}", "EUR", "2026"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        (any::<u8>(), 1_usize..300).prop_map(|(byte, count)| vec![byte; count]),
    ];
    prop::collection::vec((any::<Index>(), prop_oneof![3 => 0_usize..4, 1 => 0_usize..60], put), 0..6)
}

/// Does the damage; a part may be doubled.
fn damaged(
    mut bytes: Vec<u8>,
    damage: Vec<(Index, usize, Vec<u8>)>,
    doubled: Option<(Index, usize)>,
) -> Vec<u8> {
    for (at, length, put) in damage {
        let from = at.index(bytes.len() + 1);
        let to = (from + length).min(bytes.len());
        bytes.splice(from..to, put);
    }
    if let Some((at, times)) = doubled {
        let from = at.index(bytes.len() + 1);
        let part = bytes[from..].to_vec();
        for _ in 0..times {
            bytes.extend(&part);
        }
    }
    bytes
}

/// Does with a file all that an import does.
fn exhaust(bytes: &[u8], options: ImportOptions) {
    let _ = sniff(bytes);
    let _ = fingerprints(bytes, &options);
    let mut bound = LineBound::default();
    let _ = bytes.chunks(7).try_for_each(|chunk| bound.take(chunk));
    let Ok(statement) = read_statement(bytes.to_vec(), options) else { return };
    let mut rows = statement.rows();
    let errors: Vec<RowError> = rows.by_ref().filter_map(Result::err).collect();
    let _ = (rows.skipped(), rows.counts(), rows.bytes_read(), statement.first_currency());
    let reasons: Vec<(u64, &str)> = errors.iter().map(|error| (error.line, error.message.as_str())).collect();
    let _ = statement.refused_records(&reasons);
    let is_clean = errors.is_empty();
    for error in errors {
        assert!(!error.to_string().contains(['\u{1b}', '\u{202e}']), "{error:?}");
    }
    // What was told against some of its rows stops the next one.
    if is_clean {
        assert_read_again_with_its_profile(bytes, &statement);
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn no_damage_makes_a_reader_fall_over_and_what_is_read_is_read_the_same_way_again(
        file in file(),
        damage in damage(),
        doubled in prop::option::of((any::<Index>(), 1_usize..4)),
        told in prop::option::of(prop::sample::select(vec!["dmy", "mdy", "ymd", "%d.%m.%Y"])),
        invert in prop::option::of(any::<bool>()),
        skip_lines in prop_oneof![4 => Just(0_u64), 1 => 0_u64..4],
    ) {
        let mut options = ImportOptions::new("EUR".parse().unwrap());
        options.date_format = told.map(|format| format.parse().unwrap());
        options.invert = invert;
        options.skip_lines = skip_lines;
        exhaust(&damaged(file, damage, doubled), options);
    }
}

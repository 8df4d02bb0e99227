
use builtin;
use str;

set edit:completion:arg-completer[outlay] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'outlay'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'outlay'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Enter an expense'
            cand again 'Enter the same expense once more, today'
            cand list 'List expenses, newest first'
            cand show 'Show one expense with all its fields'
            cand log 'Show what happened to an expense, and on which device'
            cand edit 'Change fields of expenses'
            cand delete 'Delete expenses; undo brings them back'
            cand undo 'Take back the last command of this device'
            cand redo 'Take back the last undo'
            cand report 'Show where the money went'
            cand import 'Take in bank statements, or what export wrote'
            cand export 'Write expenses to a file or to standard output'
            cand batch 'Look at imports, and take one back'
            cand profile 'Look at what is remembered of statements, change it, pass it on'
            cand category 'List, add, rename, hide and merge categories'
            cand rule 'Give categories by rules, at import and to old rows'
            cand budget 'Limit what is spent on a category, or in all'
            cand rate 'Keep exchange rates, for reports in one currency'
            cand recurring 'Enter what comes again by itself: subscriptions, rent, wages'
            cand sync 'Send what was entered here, and fetch what other devices did'
            cand status 'Show how the database and the queue stand'
            cand queue 'Look at the operations that the server has not yet seen, and decide about those it refused'
            cand conflict 'Look at values that lost to another device''s, and decide which one stands'
            cand auth 'Log in to a sync server, and look after the devices of the account'
            cand config 'Look at the configuration and change it'
            cand backup 'Copy the database to a file while it is in use'
            cand restore 'Put a backup in the place of the database'
            cand doctor 'Check the database: its structure, totals, search index and queue'
            cand compact 'Forget old history and give space back to the disk'
            cand serve 'Run the sync server, or manage its users'
            cand completions 'Print the completion script of a shell'
            cand man 'Write the man pages into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;add'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -c 'The category; then every word after AMOUNT is description'
            cand --category 'The category; then every word after AMOUNT is description'
            cand -m 'How it was paid, or none'
            cand --method 'How it was paid, or none'
            cand -t 'A tag; may be repeated'
            cand --tag 'A tag; may be repeated'
            cand -p 'Who was paid'
            cand --payee 'Who was paid'
            cand --note 'Anything else worth keeping'
            cand -d 'When it was [default: today]'
            cand --date 'When it was [default: today]'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --income 'Money received, a refund included'
            cand --transfer 'Money moved between your own accounts; in no total'
            cand --strict 'Refuse a category that does not exist yet'
            cand --shared 'Enter it in the shared ledger'
            cand --force-date 'Take a date before 1970 or more than a year ahead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;again'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -d 'When it was [default: today]'
            cand --date 'When it was [default: today]'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --force-date 'Take a date before 1970 or more than a year ahead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -n 'At most this many rows'
            cand --limit 'At most this many rows'
            cand --in 'Convert every amount into this currency, at the rate of its own day'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --safe 'In CSV, guard cells that a spreadsheet would run as a formula'
            cand --deleted 'Which expenses. Deleted expenses too'
            cand --pending 'Not yet delivered to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;show'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;log'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;edit'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --amount 'How much'
            cand -c 'The category, or none'
            cand --category 'The category, or none'
            cand -m 'How it was paid, or none'
            cand --method 'How it was paid, or none'
            cand -t 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away'
            cand --tag 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away'
            cand -p 'Who was paid, or none'
            cand --payee 'Who was paid, or none'
            cand --description 'What it was, or none'
            cand --note 'Anything else worth keeping, or none'
            cand -d 'When it was'
            cand --date 'When it was'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --expense 'Make it money spent'
            cand --income 'Make it money received'
            cand --transfer 'Make it money moved between your own accounts'
            cand --strict 'Refuse a category that does not exist yet'
            cand --force-date 'Take a date before 1970 or more than a year ahead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;delete'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;undo'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --list 'Show the commands that can be undone'
            cand --dry-run 'Show what would go back, and change nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;redo'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;report'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --by 'What to group by, or two of them crossed: category, month, quarter, year, fiscal-year, week, day, weekday, day-of-month, payee, method, tag, currency, direction, ledger, source'
            cand --chart 'Draw bars of what was spent, came in or is left; of two dimensions, stacked ones'
            cand --compare 'Compare with the period before, or with the same dates a year earlier'
            cand --average 'Show the average over the period, or over that part of it which a row stands for'
            cand --sort 'Order the rows by this instead; net has first where the most was spent beyond what came in'
            cand --top 'Show the first N and sum the rest in one row, (other)'
            cand --depth 'Cut categories after so many levels: 1 sums food:groceries into food'
            cand --in 'Convert every amount into this currency, at the rate of its own day'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --ascii 'Draw with ASCII alone'
            cand --cumulated 'Show sums that run on from row to row, over a dimension of time'
            cand --pending 'Not yet delivered to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand trend 'Show how a category went, month by month'
            cand largest 'Show the largest expenses'
            cand habits 'Show what is spent on which weekday and day of the month'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;report;trend'= {
            cand --in 'Convert every amount into this currency, at the rate of its own day'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --ascii 'Draw with ASCII alone'
            cand --pending 'Not yet delivered to the server'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;report;largest'= {
            cand -n 'At most this many of each currency'
            cand --limit 'At most this many of each currency'
            cand --in 'Convert every amount into this currency, at the rate of its own day'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --pending 'Not yet delivered to the server'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;report;habits'= {
            cand --in 'Convert every amount into this currency, at the rate of its own day'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --ascii 'Draw with ASCII alone'
            cand --pending 'Not yet delivered to the server'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;report;help'= {
            cand trend 'Show how a category went, month by month'
            cand largest 'Show the largest expenses'
            cand habits 'Show what is spent on which weekday and day of the month'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;report;help;trend'= {
        }
        &'outlay;report;help;largest'= {
        }
        &'outlay;report;help;habits'= {
        }
        &'outlay;report;help;help'= {
        }
        &'outlay;import'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --map 'Which column is what, as ROLE=COL; roles: date, amount, debit, credit, direction, currency, description, payee, category, method, note, reference, balance, fee, state, ignore, `value_date`; COL is a header or a number from 1'
            cand --skip-lines 'Lines to leave out at the top'
            cand --header 'The line with the headers, counted from 1 after --skip-lines, or none'
            cand --date-format 'How dates are written: dmy, mdy, ymd or a strftime pattern'
            cand --decimal-mark 'The character before the decimals'
            cand --delimiter 'The character between columns; `tab` is a tab'
            cand --encoding 'The file''s character encoding: utf-8, windows-1252, utf-16le, …'
            cand --invert 'Positive amounts are money spent; with =no they are income. What the file says in words stays'
            cand --currency 'The currency of rows that name none'
            cand --source 'The account that the file comes from'
            cand --profile 'Read the files as this profile says, named as in `profile list` or by its path; without it one is used if it was made for such a file'
            cand -c 'The category of rows that have none'
            cand --category 'The category of rows that have none'
            cand -m 'The method of rows that have none'
            cand --method 'The method of rows that have none'
            cand -t 'A tag for rows that have none; may be repeated'
            cand --tag 'A tag for rows that have none; may be repeated'
            cand --rejects 'Write the bad rows to this file'
            cand --match 'What becomes of a row that may be an expense entered by hand: ask on a terminal, add it, link the two, or skip the row now and later [default: ask on a terminal, else add]'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --no-profile 'Use no profile, and remember none'
            cand --dry-run 'Show what would come in, and change nothing'
            cand --skip-bad-rows 'Import the good rows and leave out the bad ones'
            cand --strict 'Refuse rows of categories that do not exist yet'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;export'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --as 'What to write: csv, json, jsonl, hledger, ledger or beancount [default: by the file''s ending, else csv]'
            cand -o 'The file, which is replaced where it exists; `-` is standard output [default: -]'
            cand --output 'The file, which is replaced where it exists; `-` is standard output [default: -]'
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --safe 'In CSV, guard cells that a spreadsheet would run as a formula; then reading back is not exact'
            cand --pending 'Not yet delivered to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;batch'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the imports, newest first'
            cand show 'Show one import and its counts'
            cand undo 'Take an import back; its rows may then be imported again'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;batch;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;batch;show'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;batch;undo'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;batch;help'= {
            cand list 'List the imports, newest first'
            cand show 'Show one import and its counts'
            cand undo 'Take an import back; its rows may then be imported again'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;batch;help;list'= {
        }
        &'outlay;batch;help;show'= {
        }
        &'outlay;batch;help;undo'= {
        }
        &'outlay;batch;help;help'= {
        }
        &'outlay;profile'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the profiles'
            cand show 'Show what a profile says'
            cand edit 'Change a profile in an editor: VISUAL, else EDITOR'
            cand export 'Write a profile''s file, to be used elsewhere by import --profile FILE'
            cand remove 'Remove profiles; the expenses they brought stay'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;profile;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;profile;show'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;profile;edit'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;profile;export'= {
            cand -o 'The file to write; `-` is standard output'
            cand --output 'The file to write; `-` is standard output'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;profile;remove'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;profile;help'= {
            cand list 'List the profiles'
            cand show 'Show what a profile says'
            cand edit 'Change a profile in an editor: VISUAL, else EDITOR'
            cand export 'Write a profile''s file, to be used elsewhere by import --profile FILE'
            cand remove 'Remove profiles; the expenses they brought stay'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;profile;help;list'= {
        }
        &'outlay;profile;help;show'= {
        }
        &'outlay;profile;help;edit'= {
        }
        &'outlay;profile;help;export'= {
        }
        &'outlay;profile;help;remove'= {
        }
        &'outlay;profile;help;help'= {
        }
        &'outlay;category'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the categories with the number of their expenses'
            cand add 'Add a category and those above it'
            cand edit 'Change the look of a category'
            cand rename 'Rename or move a category with all below it'
            cand hide 'Leave a category out of lists and completion; its expenses stay'
            cand merge 'Move the expenses of categories into another, and end the first'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;category;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --hidden 'Hidden ones too'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;add'= {
            cand --colour 'A colour by name or as #rrggbb, or none'
            cand --icon 'A character to show before the name, or none'
            cand --order 'Where it stands among its neighbours; smaller is earlier'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;edit'= {
            cand --colour 'A colour by name or as #rrggbb, or none'
            cand --icon 'A character to show before the name, or none'
            cand --order 'Where it stands among its neighbours; smaller is earlier'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;rename'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;hide'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --unhide 'Show them again'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;merge'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;category;help'= {
            cand list 'List the categories with the number of their expenses'
            cand add 'Add a category and those above it'
            cand edit 'Change the look of a category'
            cand rename 'Rename or move a category with all below it'
            cand hide 'Leave a category out of lists and completion; its expenses stay'
            cand merge 'Move the expenses of categories into another, and end the first'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;category;help;list'= {
        }
        &'outlay;category;help;add'= {
        }
        &'outlay;category;help;edit'= {
        }
        &'outlay;category;help;rename'= {
        }
        &'outlay;category;help;hide'= {
        }
        &'outlay;category;help;merge'= {
        }
        &'outlay;category;help;help'= {
        }
        &'outlay;rule'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add a rule'
            cand list 'List the rules in the order in which they are tried'
            cand edit 'Change a rule'
            cand test 'Show which rule a payee or description would meet, and why'
            cand apply 'Give old rows without a category what the rules say, as one step for undo'
            cand remove 'Remove rules; what they did stays'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;rule;add'= {
            cand -p 'The payee of rows that have none; none gives none'
            cand --payee 'The payee of rows that have none; none gives none'
            cand -m 'The method of rows that have none; none gives none'
            cand --method 'The method of rows that have none; none gives none'
            cand -t 'A tag for rows that have none; may be repeated; none gives none'
            cand --tag 'A tag for rows that have none; may be repeated; none gives none'
            cand --position 'Its place among the rules, from 1 [default: the last]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --strict 'Refuse a category that does not exist yet'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;edit'= {
            cand --pattern 'What payee or description must hold'
            cand -c 'The category that such rows get'
            cand --category 'The category that such rows get'
            cand -p 'The payee of rows that have none; none gives none'
            cand --payee 'The payee of rows that have none; none gives none'
            cand -m 'The method of rows that have none; none gives none'
            cand --method 'The method of rows that have none; none gives none'
            cand -t 'A tag for rows that have none; may be repeated; none gives none'
            cand --tag 'A tag for rows that have none; may be repeated; none gives none'
            cand --position 'Its place among the rules, from 1 [default: the last]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --strict 'Refuse a category that does not exist yet'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;test'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;apply'= {
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand --period 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all'
            cand -c 'In this category or below it; a trailing `:` leaves out what is below'
            cand --category 'In this category or below it; a trailing `:` leaves out what is below'
            cand -m 'Paid with this method'
            cand --method 'Paid with this method'
            cand -p 'Paid to this payee'
            cand --payee 'Paid to this payee'
            cand -t 'With this tag'
            cand --tag 'With this tag'
            cand --min 'Of at least this amount'
            cand --max 'Of at most this amount'
            cand --currency 'In this currency'
            cand --search 'With words that begin so in description, payee, note or tags'
            cand --direction 'Of this direction: expense, income or transfer'
            cand --batch 'From this import'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --dry-run 'Show what would change, and change nothing'
            cand --pending 'Not yet delivered to the server'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;remove'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rule;help'= {
            cand add 'Add a rule'
            cand list 'List the rules in the order in which they are tried'
            cand edit 'Change a rule'
            cand test 'Show which rule a payee or description would meet, and why'
            cand apply 'Give old rows without a category what the rules say, as one step for undo'
            cand remove 'Remove rules; what they did stays'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;rule;help;add'= {
        }
        &'outlay;rule;help;list'= {
        }
        &'outlay;rule;help;edit'= {
        }
        &'outlay;rule;help;test'= {
        }
        &'outlay;rule;help;apply'= {
        }
        &'outlay;rule;help;remove'= {
        }
        &'outlay;rule;help;help'= {
        }
        &'outlay;budget'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Set a budget, or change it from a period on'
            cand list 'List what holds now and later'
            cand status 'Show what is spent and left'
            cand remove 'End a budget; the periods before stay as they were'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;budget;set'= {
            cand --period 'How long a period is: week, month, quarter, year [default: as before, else month]'
            cand --rollover 'What is carried into the next period: none, unspent, all [default: as before, else none]'
            cand --from 'A day of the first period that it holds for, or a month such as 2027-01 [default: today]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --strict 'Refuse a category that does not exist yet'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;budget;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --all 'Past ones too'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;budget;status'= {
            cand -d 'A day of the periods to show, or a month such as 2026-09 [default: today]'
            cand --date 'A day of the periods to show, or a month such as 2026-09 [default: today]'
            cand --warn 'From which part on a budget needs attention before it is over, such as 80%'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --check 'Print only what needs attention, and exit with 4 if anything does'
            cand --upcoming 'Count what recurring expenses will still bring in the period as spent'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;budget;remove'= {
            cand --currency 'The currency, where there is a budget in several'
            cand --from 'A day of the first period without it, or a month such as 2027-01 [default: today]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;budget;help'= {
            cand set 'Set a budget, or change it from a period on'
            cand list 'List what holds now and later'
            cand status 'Show what is spent and left'
            cand remove 'End a budget; the periods before stay as they were'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;budget;help;set'= {
        }
        &'outlay;budget;help;list'= {
        }
        &'outlay;budget;help;status'= {
        }
        &'outlay;budget;help;remove'= {
        }
        &'outlay;budget;help;help'= {
        }
        &'outlay;rate'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Set the rate of a day; one that is there is changed'
            cand import 'Take in the European Central Bank''s table of rates'
            cand list 'List the rates, newest first'
            cand remove 'Remove rates'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;rate;set'= {
            cand -d 'The day [default: today]'
            cand --date 'The day [default: today]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rate;import'= {
            cand --currency 'Only these currencies, separated by commas; may be repeated [default: those in use]'
            cand --from 'Only from this day on [default: seven days before the oldest expense]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --all 'Every currency, and every day unless --from is given'
            cand --dry-run 'Show what would come in, and change nothing'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rate;list'= {
            cand --from 'On or after this date'
            cand --to 'On or before this date'
            cand --month 'In this month: 2026-10, oct, this, last'
            cand --year 'In this year: 2026, this, last'
            cand -n 'At most this many'
            cand --limit 'At most this many'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rate;remove'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;rate;help'= {
            cand set 'Set the rate of a day; one that is there is changed'
            cand import 'Take in the European Central Bank''s table of rates'
            cand list 'List the rates, newest first'
            cand remove 'Remove rates'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;rate;help;set'= {
        }
        &'outlay;rate;help;import'= {
        }
        &'outlay;rate;help;list'= {
        }
        &'outlay;rate;help;remove'= {
        }
        &'outlay;rate;help;help'= {
        }
        &'outlay;recurring'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add a recurring expense'
            cand list 'List them with their next dates'
            cand edit 'Change one; what was entered stays, and what is due is entered before'
            cand pause 'Enter nothing for a while; what is due is entered before'
            cand resume 'Let it go on with its first date after today; those that passed meanwhile are skipped'
            cand remove 'Remove it; what it entered stays, what is due is not entered'
            cand run 'Enter what is due in every ledger, as one step for undo'
            cand upcoming 'Show what comes, and what is due and not entered yet'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;recurring;add'= {
            cand -c 'The category; then every word after AMOUNT is description'
            cand --category 'The category; then every word after AMOUNT is description'
            cand -m 'How it was paid, or none'
            cand --method 'How it was paid, or none'
            cand -t 'A tag; may be repeated'
            cand --tag 'A tag; may be repeated'
            cand -p 'Who was paid'
            cand --payee 'Who was paid'
            cand --note 'Anything else worth keeping'
            cand --every 'How often: day, week, 2w, month, quarter, 3m, year'
            cand --day 'The day of the month, for months, quarters and years [default: that of the first date]'
            cand --from 'Its first date is the first such day from this one on; it may have passed [default: today]'
            cand --until 'The last day on which it may come, or none'
            cand --count 'How many dates there are, from its first one on, or none'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --income 'Money received, a refund included'
            cand --transfer 'Money moved between your own accounts; in no total'
            cand --strict 'Refuse a category that does not exist yet'
            cand --force-date 'Take a date before 1970 or more than a year ahead'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;edit'= {
            cand --amount 'How much'
            cand -c 'The category, or none'
            cand --category 'The category, or none'
            cand -m 'How it was paid, or none'
            cand --method 'How it was paid, or none'
            cand -t 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away'
            cand --tag 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away'
            cand -p 'Who was paid, or none'
            cand --payee 'Who was paid, or none'
            cand --description 'What it was, or none'
            cand --note 'Anything else worth keeping, or none'
            cand --every 'How often: day, week, 2w, month, quarter, 3m, year'
            cand --day 'The day of the month, for months, quarters and years'
            cand --from 'It begins anew with the first such day from this one on; dates before it are left out, which skips them'
            cand --until 'The last day on which it may come, or none'
            cand --count 'How many dates there are, from its first one on, or none'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --expense 'Make it money spent'
            cand --income 'Make it money received'
            cand --transfer 'Make it money moved between your own accounts'
            cand --strict 'Refuse a category that does not exist yet'
            cand --force-date 'Take a date before 1970 or more than a year ahead'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;pause'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;resume'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;remove'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;run'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -y 'Enter it also where more than 60 dates are due'
            cand --yes 'Enter it also where more than 60 dates are due'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;upcoming'= {
            cand --days 'How many days ahead'
            cand --to 'Up to this day'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;recurring;help'= {
            cand add 'Add a recurring expense'
            cand list 'List them with their next dates'
            cand edit 'Change one; what was entered stays, and what is due is entered before'
            cand pause 'Enter nothing for a while; what is due is entered before'
            cand resume 'Let it go on with its first date after today; those that passed meanwhile are skipped'
            cand remove 'Remove it; what it entered stays, what is due is not entered'
            cand run 'Enter what is due in every ledger, as one step for undo'
            cand upcoming 'Show what comes, and what is due and not entered yet'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;recurring;help;add'= {
        }
        &'outlay;recurring;help;list'= {
        }
        &'outlay;recurring;help;edit'= {
        }
        &'outlay;recurring;help;pause'= {
        }
        &'outlay;recurring;help;resume'= {
        }
        &'outlay;recurring;help;remove'= {
        }
        &'outlay;recurring;help;run'= {
        }
        &'outlay;recurring;help;upcoming'= {
        }
        &'outlay;recurring;help;help'= {
        }
        &'outlay;sync'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --interval 'With --watch, how long to wait between two runs: 30s, 5m'
            cand --tolerate 'A server that cannot be reached is no failure while the last success is younger: 24h, 2d'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --watch 'Go on: at intervals, and at once after a change'
            cand --dry-run 'Show what would be sent, without a network'
            cand --explain 'Tell of every operation what the server did with it, and why'
            cand --repair 'Fetch everything anew, and mend what differs from the server'
            cand --scheduled 'Keep to the waits after failures, as timers should'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;status'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --max-age 'With --check, how old the last successful sync may be'
            cand --max-attempts 'With --check, how often an operation may have been tried'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --check 'Answer by the exit status'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;queue'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the operations that wait or were refused'
            cand retry 'Send again what the server refused, and what was refused because of it'
            cand drop 'Take operations out of the queue: what they changed goes back to what the server has'
            cand show 'Show one operation with its fields'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;queue;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;queue;retry'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;queue;drop'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;queue;show'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;queue;help'= {
            cand list 'List the operations that wait or were refused'
            cand retry 'Send again what the server refused, and what was refused because of it'
            cand drop 'Take operations out of the queue: what they changed goes back to what the server has'
            cand show 'Show one operation with its fields'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;queue;help;list'= {
        }
        &'outlay;queue;help;retry'= {
        }
        &'outlay;queue;help;drop'= {
        }
        &'outlay;queue;help;show'= {
        }
        &'outlay;queue;help;help'= {
        }
        &'outlay;conflict'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the conflicts that nobody has decided'
            cand show 'Show one conflict with both values'
            cand resolve 'Decide which value stands'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;conflict;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --all 'The decided ones too'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;conflict;show'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;conflict;resolve'= {
            cand --value 'Another value, written as the field is written everywhere; none empties it'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;conflict;help'= {
            cand list 'List the conflicts that nobody has decided'
            cand show 'Show one conflict with both values'
            cand resolve 'Decide which value stands'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;conflict;help;list'= {
        }
        &'outlay;conflict;help;show'= {
        }
        &'outlay;conflict;help;resolve'= {
        }
        &'outlay;conflict;help;help'= {
        }
        &'outlay;auth'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand login 'Make this database a device of an account, and join its ledgers to the account''s'
            cand logout 'Take this device''s token back; what was entered stays, and waits for the next login'
            cand devices 'List the devices of the account'
            cand revoke 'Take a device''s token back: it can send and fetch nothing more'
            cand passwd 'Change the account''s password'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;auth;login'= {
            cand --email 'The account''s e-mail address'
            cand --device 'What to call this device [default: its name until now, else the host''s]'
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --password-stdin 'Read the password from standard input'
            cand --dry-run 'Show what would become of each ledger, and change nothing'
            cand --new-server 'Leave the server that this database belongs to, with everything entered here'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;auth;logout'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;auth;devices'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;auth;revoke'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;auth;passwd'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --password-stdin 'Read two lines from standard input: the password until now, then the new one'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;auth;help'= {
            cand login 'Make this database a device of an account, and join its ledgers to the account''s'
            cand logout 'Take this device''s token back; what was entered stays, and waits for the next login'
            cand devices 'List the devices of the account'
            cand revoke 'Take a device''s token back: it can send and fetch nothing more'
            cand passwd 'Change the account''s password'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;auth;help;login'= {
        }
        &'outlay;auth;help;logout'= {
        }
        &'outlay;auth;help;devices'= {
        }
        &'outlay;auth;help;revoke'= {
        }
        &'outlay;auth;help;passwd'= {
        }
        &'outlay;auth;help;help'= {
        }
        &'outlay;config'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand get 'Print a value'
            cand set 'Set a value in the file; its comments stay'
            cand unset 'Take a value out of the file'
            cand list 'List every key with its value and where that comes from'
            cand path 'Print where the file is'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;config;get'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;config;set'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;config;unset'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;config;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;config;path'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;config;help'= {
            cand get 'Print a value'
            cand set 'Set a value in the file; its comments stay'
            cand unset 'Take a value out of the file'
            cand list 'List every key with its value and where that comes from'
            cand path 'Print where the file is'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;config;help;get'= {
        }
        &'outlay;config;help;set'= {
        }
        &'outlay;config;help;unset'= {
        }
        &'outlay;config;help;list'= {
        }
        &'outlay;config;help;path'= {
        }
        &'outlay;config;help;help'= {
        }
        &'outlay;backup'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -y 'Replace the file if it exists'
            cand --yes 'Replace the file if it exists'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;restore'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;doctor'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --fix 'Mend what can be worked out from the rows'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;compact'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;serve'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand --listen 'Where to listen; port 0 takes a free one'
            cand --log-level 'How much to log'
            cand --max-connections 'Connections at once [default: 512]'
            cand --max-body 'Bytes of a body as it is sent [default: 4194304]'
            cand --max-decompressed 'Bytes of a body after decompression [default: 16777216]'
            cand --request-seconds 'Seconds that a request may take [default: 60]'
            cand --body-seconds 'Seconds in which a body must arrive [default: 30]'
            cand --idle-seconds 'Seconds that a connection may carry no request, its header included [default: 30]'
            cand --shutdown-seconds 'Seconds that requests have to finish when the server stops [default: 30]'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --insecure 'Listen on other addresses than this machine''s own, without TLS; a proxy that does TLS must stand before it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand user 'Add, list and remove users, and set their passwords'
            cand backup 'Copy the server''s database to a file, also while a server runs on it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;serve;user'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
            cand add 'Add a user; asks for the password unless it is given, or in the environment'
            cand list 'List the users with the number of their devices'
            cand remove 'Remove a user with all devices and the ledgers that the user made'
            cand passwd 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;serve;user;add'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand --password-stdin 'Read the password from the first line of stdin'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;serve;user;list'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;serve;user;remove'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;serve;user;passwd'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand --password-stdin 'Read the password from the first line of stdin'
            cand --revoke-devices 'Log out all of the user''s devices too'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;serve;user;help'= {
            cand add 'Add a user; asks for the password unless it is given, or in the environment'
            cand list 'List the users with the number of their devices'
            cand remove 'Remove a user with all devices and the ledgers that the user made'
            cand passwd 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;serve;user;help;add'= {
        }
        &'outlay;serve;user;help;list'= {
        }
        &'outlay;serve;user;help;remove'= {
        }
        &'outlay;serve;user;help;passwd'= {
        }
        &'outlay;serve;user;help;help'= {
        }
        &'outlay;serve;backup'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --database 'The server''s database instead of the usual one'
            cand -y 'Replace the file if it exists'
            cand --yes 'Replace the file if it exists'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;serve;help'= {
            cand user 'Add, list and remove users, and set their passwords'
            cand backup 'Copy the server''s database to a file, also while a server runs on it'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;serve;help;user'= {
            cand add 'Add a user; asks for the password unless it is given, or in the environment'
            cand list 'List the users with the number of their devices'
            cand remove 'Remove a user with all devices and the ledgers that the user made'
            cand passwd 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked'
        }
        &'outlay;serve;help;user;add'= {
        }
        &'outlay;serve;help;user;list'= {
        }
        &'outlay;serve;help;user;remove'= {
        }
        &'outlay;serve;help;user;passwd'= {
        }
        &'outlay;serve;help;backup'= {
        }
        &'outlay;serve;help;help'= {
        }
        &'outlay;completions'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand --static 'Print a script that never runs outlay'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'outlay;man'= {
            cand --db 'The database file [env: OUTLAY_DB]'
            cand --ledger 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]'
            cand --format 'How to print: table, json, jsonl, csv or ids'
            cand --color 'When to use colour: auto, always or never'
            cand --no-input 'Never ask; what is missing is an error'
            cand -q 'Say nothing unless something failed or needs a person'
            cand --quiet 'Say nothing unless something failed or needs a person'
            cand -v 'Say more'
            cand --verbose 'Say more'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'outlay;help'= {
            cand add 'add'
            cand again 'again'
            cand list 'list'
            cand show 'show'
            cand log 'log'
            cand edit 'edit'
            cand delete 'delete'
            cand undo 'undo'
            cand redo 'redo'
            cand report 'report'
            cand import 'import'
            cand export 'export'
            cand batch 'batch'
            cand profile 'profile'
            cand category 'category'
            cand rule 'rule'
            cand budget 'budget'
            cand rate 'rate'
            cand recurring 'recurring'
            cand sync 'sync'
            cand status 'status'
            cand queue 'queue'
            cand conflict 'conflict'
            cand auth 'auth'
            cand config 'config'
            cand backup 'backup'
            cand restore 'restore'
            cand doctor 'doctor'
            cand compact 'compact'
            cand serve 'serve'
            cand completions 'completions'
            cand man 'man'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'outlay;help;add'= {
        }
        &'outlay;help;again'= {
        }
        &'outlay;help;list'= {
        }
        &'outlay;help;show'= {
        }
        &'outlay;help;log'= {
        }
        &'outlay;help;edit'= {
        }
        &'outlay;help;delete'= {
        }
        &'outlay;help;undo'= {
        }
        &'outlay;help;redo'= {
        }
        &'outlay;help;report'= {
        }
        &'outlay;help;import'= {
        }
        &'outlay;help;export'= {
        }
        &'outlay;help;batch'= {
        }
        &'outlay;help;profile'= {
        }
        &'outlay;help;category'= {
        }
        &'outlay;help;rule'= {
        }
        &'outlay;help;budget'= {
        }
        &'outlay;help;rate'= {
        }
        &'outlay;help;recurring'= {
        }
        &'outlay;help;sync'= {
        }
        &'outlay;help;status'= {
        }
        &'outlay;help;queue'= {
        }
        &'outlay;help;conflict'= {
        }
        &'outlay;help;auth'= {
        }
        &'outlay;help;config'= {
        }
        &'outlay;help;backup'= {
        }
        &'outlay;help;restore'= {
        }
        &'outlay;help;doctor'= {
        }
        &'outlay;help;compact'= {
        }
        &'outlay;help;serve'= {
        }
        &'outlay;help;completions'= {
        }
        &'outlay;help;man'= {
        }
        &'outlay;help;help'= {
        }
    ]
    $completions[$command]
}

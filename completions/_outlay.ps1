
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'outlay' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'outlay'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'outlay' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Enter an expense')
            [CompletionResult]::new('again', 'again', [CompletionResultType]::ParameterValue, 'Enter the same expense once more, today')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List expenses, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one expense with all its fields')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show what happened to an expense, and on which device')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change fields of expenses')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete expenses; undo brings them back')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take back the last command of this device')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'Take back the last undo')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Show where the money went')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in bank statements, or what export wrote')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write expenses to a file or to standard output')
            [CompletionResult]::new('batch', 'batch', [CompletionResultType]::ParameterValue, 'Look at imports, and take one back')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Look at what is remembered of statements, change it, pass it on')
            [CompletionResult]::new('category', 'category', [CompletionResultType]::ParameterValue, 'List, add, rename, hide and merge categories')
            [CompletionResult]::new('rule', 'rule', [CompletionResultType]::ParameterValue, 'Give categories by rules, at import and to old rows')
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'Limit what is spent on a category, or in all')
            [CompletionResult]::new('rate', 'rate', [CompletionResultType]::ParameterValue, 'Keep exchange rates, for reports in one currency')
            [CompletionResult]::new('recurring', 'recurring', [CompletionResultType]::ParameterValue, 'Enter what comes again by itself: subscriptions, rent, wages')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Send what was entered here, and fetch what other devices did')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show how the database and the queue stand')
            [CompletionResult]::new('queue', 'queue', [CompletionResultType]::ParameterValue, 'Look at the operations that the server has not yet seen, and decide about those it refused')
            [CompletionResult]::new('conflict', 'conflict', [CompletionResultType]::ParameterValue, 'Look at values that lost to another device''s, and decide which one stands')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Log in to a sync server, and look after the devices of the account')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Look at the configuration and change it')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Copy the database to a file while it is in use')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Put a backup in the place of the database')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check the database: its structure, totals, search index and queue')
            [CompletionResult]::new('compact', 'compact', [CompletionResultType]::ParameterValue, 'Forget old history and give space back to the disk')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Run the sync server, or manage its users')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the man pages into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;add' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category; then every word after AMOUNT is description')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category; then every word after AMOUNT is description')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A tag; may be repeated')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag; may be repeated')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Who was paid')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Who was paid')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'Anything else worth keeping')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'When it was [default: today]')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'When it was [default: today]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--income', '--income', [CompletionResultType]::ParameterName, 'Money received, a refund included')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'Money moved between your own accounts; in no total')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--shared', '--shared', [CompletionResultType]::ParameterName, 'Enter it in the shared ledger')
            [CompletionResult]::new('--force-date', '--force-date', [CompletionResultType]::ParameterName, 'Take a date before 1970 or more than a year ahead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;again' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'When it was [default: today]')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'When it was [default: today]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--force-date', '--force-date', [CompletionResultType]::ParameterName, 'Take a date before 1970 or more than a year ahead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'At most this many rows')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most this many rows')
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Convert every amount into this currency, at the rate of its own day')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--safe', '--safe', [CompletionResultType]::ParameterName, 'In CSV, guard cells that a spreadsheet would run as a formula')
            [CompletionResult]::new('--deleted', '--deleted', [CompletionResultType]::ParameterName, 'Which expenses. Deleted expenses too')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;show' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;log' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;edit' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--amount', '--amount', [CompletionResultType]::ParameterName, 'How much')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category, or none')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category, or none')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Who was paid, or none')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Who was paid, or none')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What it was, or none')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'Anything else worth keeping, or none')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'When it was')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'When it was')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--expense', '--expense', [CompletionResultType]::ParameterName, 'Make it money spent')
            [CompletionResult]::new('--income', '--income', [CompletionResultType]::ParameterName, 'Make it money received')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'Make it money moved between your own accounts')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--force-date', '--force-date', [CompletionResultType]::ParameterName, 'Take a date before 1970 or more than a year ahead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;delete' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;undo' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'Show the commands that can be undone')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would go back, and change nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;redo' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;report' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'What to group by, or two of them crossed: category, month, quarter, year, fiscal-year, week, day, weekday, day-of-month, payee, method, tag, currency, direction, ledger, source')
            [CompletionResult]::new('--chart', '--chart', [CompletionResultType]::ParameterName, 'Draw bars of what was spent, came in or is left; of two dimensions, stacked ones')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Compare with the period before, or with the same dates a year earlier')
            [CompletionResult]::new('--average', '--average', [CompletionResultType]::ParameterName, 'Show the average over the period, or over that part of it which a row stands for')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Order the rows by this instead; net has first where the most was spent beyond what came in')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show the first N and sum the rest in one row, (other)')
            [CompletionResult]::new('--depth', '--depth', [CompletionResultType]::ParameterName, 'Cut categories after so many levels: 1 sums food:groceries into food')
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Convert every amount into this currency, at the rate of its own day')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII alone')
            [CompletionResult]::new('--cumulated', '--cumulated', [CompletionResultType]::ParameterName, 'Show sums that run on from row to row, over a dimension of time')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('trend', 'trend', [CompletionResultType]::ParameterValue, 'Show how a category went, month by month')
            [CompletionResult]::new('largest', 'largest', [CompletionResultType]::ParameterValue, 'Show the largest expenses')
            [CompletionResult]::new('habits', 'habits', [CompletionResultType]::ParameterValue, 'Show what is spent on which weekday and day of the month')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;report;trend' {
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Convert every amount into this currency, at the rate of its own day')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII alone')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;report;largest' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'At most this many of each currency')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most this many of each currency')
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Convert every amount into this currency, at the rate of its own day')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;report;habits' {
            [CompletionResult]::new('--in', '--in', [CompletionResultType]::ParameterName, 'Convert every amount into this currency, at the rate of its own day')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII alone')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;report;help' {
            [CompletionResult]::new('trend', 'trend', [CompletionResultType]::ParameterValue, 'Show how a category went, month by month')
            [CompletionResult]::new('largest', 'largest', [CompletionResultType]::ParameterValue, 'Show the largest expenses')
            [CompletionResult]::new('habits', 'habits', [CompletionResultType]::ParameterValue, 'Show what is spent on which weekday and day of the month')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;report;help;trend' {
            break
        }
        'outlay;report;help;largest' {
            break
        }
        'outlay;report;help;habits' {
            break
        }
        'outlay;report;help;help' {
            break
        }
        'outlay;import' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Which column is what, as ROLE=COL; roles: date, amount, debit, credit, direction, currency, description, payee, category, method, note, reference, balance, fee, state, ignore, `value_date`; COL is a header or a number from 1')
            [CompletionResult]::new('--skip-lines', '--skip-lines', [CompletionResultType]::ParameterName, 'Lines to leave out at the top')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The line with the headers, counted from 1 after --skip-lines, or none')
            [CompletionResult]::new('--date-format', '--date-format', [CompletionResultType]::ParameterName, 'How dates are written: dmy, mdy, ymd or a strftime pattern')
            [CompletionResult]::new('--decimal-mark', '--decimal-mark', [CompletionResultType]::ParameterName, 'The character before the decimals')
            [CompletionResult]::new('--delimiter', '--delimiter', [CompletionResultType]::ParameterName, 'The character between columns; `tab` is a tab')
            [CompletionResult]::new('--encoding', '--encoding', [CompletionResultType]::ParameterName, 'The file''s character encoding: utf-8, windows-1252, utf-16le, …')
            [CompletionResult]::new('--invert', '--invert', [CompletionResultType]::ParameterName, 'Positive amounts are money spent; with =no they are income. What the file says in words stays')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'The currency of rows that name none')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'The account that the file comes from')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read the files as this profile says, named as in `profile list` or by its path; without it one is used if it was made for such a file')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category of rows that have none')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category of rows that have none')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'The method of rows that have none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'The method of rows that have none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the bad rows to this file')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'What becomes of a row that may be an expense entered by hand: ask on a terminal, add it, link the two, or skip the row now and later [default: ask on a terminal, else add]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--no-profile', '--no-profile', [CompletionResultType]::ParameterName, 'Use no profile, and remember none')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would come in, and change nothing')
            [CompletionResult]::new('--skip-bad-rows', '--skip-bad-rows', [CompletionResultType]::ParameterName, 'Import the good rows and leave out the bad ones')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse rows of categories that do not exist yet')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;export' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'What to write: csv, json, jsonl, hledger, ledger or beancount [default: by the file''s ending, else csv]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file, which is replaced where it exists; `-` is standard output [default: -]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file, which is replaced where it exists; `-` is standard output [default: -]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--safe', '--safe', [CompletionResultType]::ParameterName, 'In CSV, guard cells that a spreadsheet would run as a formula; then reading back is not exact')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;batch' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the imports, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one import and its counts')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take an import back; its rows may then be imported again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;batch;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;batch;show' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;batch;undo' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;batch;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the imports, newest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one import and its counts')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take an import back; its rows may then be imported again')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;batch;help;list' {
            break
        }
        'outlay;batch;help;show' {
            break
        }
        'outlay;batch;help;undo' {
            break
        }
        'outlay;batch;help;help' {
            break
        }
        'outlay;profile' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what a profile says')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a profile in an editor: VISUAL, else EDITOR')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a profile''s file, to be used elsewhere by import --profile FILE')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove profiles; the expenses they brought stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;profile;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;profile;show' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;profile;edit' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;profile;export' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write; `-` is standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file to write; `-` is standard output')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;profile;remove' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;profile;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what a profile says')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a profile in an editor: VISUAL, else EDITOR')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a profile''s file, to be used elsewhere by import --profile FILE')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove profiles; the expenses they brought stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;profile;help;list' {
            break
        }
        'outlay;profile;help;show' {
            break
        }
        'outlay;profile;help;edit' {
            break
        }
        'outlay;profile;help;export' {
            break
        }
        'outlay;profile;help;remove' {
            break
        }
        'outlay;profile;help;help' {
            break
        }
        'outlay;category' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the categories with the number of their expenses')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a category and those above it')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change the look of a category')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename or move a category with all below it')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Leave a category out of lists and completion; its expenses stay')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Move the expenses of categories into another, and end the first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;category;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Hidden ones too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;add' {
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'A colour by name or as #rrggbb, or none')
            [CompletionResult]::new('--icon', '--icon', [CompletionResultType]::ParameterName, 'A character to show before the name, or none')
            [CompletionResult]::new('--order', '--order', [CompletionResultType]::ParameterName, 'Where it stands among its neighbours; smaller is earlier')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;edit' {
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'A colour by name or as #rrggbb, or none')
            [CompletionResult]::new('--icon', '--icon', [CompletionResultType]::ParameterName, 'A character to show before the name, or none')
            [CompletionResult]::new('--order', '--order', [CompletionResultType]::ParameterName, 'Where it stands among its neighbours; smaller is earlier')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;rename' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;hide' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--unhide', '--unhide', [CompletionResultType]::ParameterName, 'Show them again')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;merge' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;category;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the categories with the number of their expenses')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a category and those above it')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change the look of a category')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename or move a category with all below it')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Leave a category out of lists and completion; its expenses stay')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Move the expenses of categories into another, and end the first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;category;help;list' {
            break
        }
        'outlay;category;help;add' {
            break
        }
        'outlay;category;help;edit' {
            break
        }
        'outlay;category;help;rename' {
            break
        }
        'outlay;category;help;hide' {
            break
        }
        'outlay;category;help;merge' {
            break
        }
        'outlay;category;help;help' {
            break
        }
        'outlay;rule' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a rule')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the rules in the order in which they are tried')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a rule')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Show which rule a payee or description would meet, and why')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Give old rows without a category what the rules say, as one step for undo')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove rules; what they did stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;rule;add' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The payee of rows that have none; none gives none')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'The payee of rows that have none; none gives none')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'The method of rows that have none; none gives none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'The method of rows that have none; none gives none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated; none gives none')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated; none gives none')
            [CompletionResult]::new('--position', '--position', [CompletionResultType]::ParameterName, 'Its place among the rules, from 1 [default: the last]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;edit' {
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'What payee or description must hold')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category that such rows get')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category that such rows get')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The payee of rows that have none; none gives none')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'The payee of rows that have none; none gives none')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'The method of rows that have none; none gives none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'The method of rows that have none; none gives none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated; none gives none')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag for rows that have none; may be repeated; none gives none')
            [CompletionResult]::new('--position', '--position', [CompletionResultType]::ParameterName, 'Its place among the rules, from 1 [default: the last]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;test' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;apply' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, ''last 90 days'', all')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'In this category or below it; a trailing `:` leaves out what is below')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Paid with this method')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Paid to this payee')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'With this tag')
            [CompletionResult]::new('--min', '--min', [CompletionResultType]::ParameterName, 'Of at least this amount')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Of at most this amount')
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'In this currency')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With words that begin so in description, payee, note or tags')
            [CompletionResult]::new('--direction', '--direction', [CompletionResultType]::ParameterName, 'Of this direction: expense, income or transfer')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'From this import')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, and change nothing')
            [CompletionResult]::new('--pending', '--pending', [CompletionResultType]::ParameterName, 'Not yet delivered to the server')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;remove' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rule;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a rule')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the rules in the order in which they are tried')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change a rule')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Show which rule a payee or description would meet, and why')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Give old rows without a category what the rules say, as one step for undo')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove rules; what they did stays')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;rule;help;add' {
            break
        }
        'outlay;rule;help;list' {
            break
        }
        'outlay;rule;help;edit' {
            break
        }
        'outlay;rule;help;test' {
            break
        }
        'outlay;rule;help;apply' {
            break
        }
        'outlay;rule;help;remove' {
            break
        }
        'outlay;rule;help;help' {
            break
        }
        'outlay;budget' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a budget, or change it from a period on')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what holds now and later')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what is spent and left')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'End a budget; the periods before stay as they were')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;budget;set' {
            [CompletionResult]::new('--period', '--period', [CompletionResultType]::ParameterName, 'How long a period is: week, month, quarter, year [default: as before, else month]')
            [CompletionResult]::new('--rollover', '--rollover', [CompletionResultType]::ParameterName, 'What is carried into the next period: none, unspent, all [default: as before, else none]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A day of the first period that it holds for, or a month such as 2027-01 [default: today]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;budget;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Past ones too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;budget;status' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'A day of the periods to show, or a month such as 2026-09 [default: today]')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'A day of the periods to show, or a month such as 2026-09 [default: today]')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'From which part on a budget needs attention before it is over, such as 80%')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Print only what needs attention, and exit with 4 if anything does')
            [CompletionResult]::new('--upcoming', '--upcoming', [CompletionResultType]::ParameterName, 'Count what recurring expenses will still bring in the period as spent')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;budget;remove' {
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'The currency, where there is a budget in several')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A day of the first period without it, or a month such as 2027-01 [default: today]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;budget;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a budget, or change it from a period on')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what holds now and later')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what is spent and left')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'End a budget; the periods before stay as they were')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;budget;help;set' {
            break
        }
        'outlay;budget;help;list' {
            break
        }
        'outlay;budget;help;status' {
            break
        }
        'outlay;budget;help;remove' {
            break
        }
        'outlay;budget;help;help' {
            break
        }
        'outlay;rate' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set the rate of a day; one that is there is changed')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in the European Central Bank''s table of rates')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the rates, newest first')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove rates')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;rate;set' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'The day [default: today]')
            [CompletionResult]::new('--date', '--date', [CompletionResultType]::ParameterName, 'The day [default: today]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rate;import' {
            [CompletionResult]::new('--currency', '--currency', [CompletionResultType]::ParameterName, 'Only these currencies, separated by commas; may be repeated [default: those in use]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Only from this day on [default: seven days before the oldest expense]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every currency, and every day unless --from is given')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would come in, and change nothing')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rate;list' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'On or after this date')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'On or before this date')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'In this month: 2026-10, oct, this, last')
            [CompletionResult]::new('--year', '--year', [CompletionResultType]::ParameterName, 'In this year: 2026, this, last')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'At most this many')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most this many')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rate;remove' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;rate;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set the rate of a day; one that is there is changed')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in the European Central Bank''s table of rates')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the rates, newest first')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove rates')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;rate;help;set' {
            break
        }
        'outlay;rate;help;import' {
            break
        }
        'outlay;rate;help;list' {
            break
        }
        'outlay;rate;help;remove' {
            break
        }
        'outlay;rate;help;help' {
            break
        }
        'outlay;recurring' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a recurring expense')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them with their next dates')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change one; what was entered stays, and what is due is entered before')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Enter nothing for a while; what is due is entered before')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let it go on with its first date after today; those that passed meanwhile are skipped')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove it; what it entered stays, what is due is not entered')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Enter what is due in every ledger, as one step for undo')
            [CompletionResult]::new('upcoming', 'upcoming', [CompletionResultType]::ParameterValue, 'Show what comes, and what is due and not entered yet')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;recurring;add' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category; then every word after AMOUNT is description')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category; then every word after AMOUNT is description')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'A tag; may be repeated')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'A tag; may be repeated')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Who was paid')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Who was paid')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'Anything else worth keeping')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often: day, week, 2w, month, quarter, 3m, year')
            [CompletionResult]::new('--day', '--day', [CompletionResultType]::ParameterName, 'The day of the month, for months, quarters and years [default: that of the first date]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Its first date is the first such day from this one on; it may have passed [default: today]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day on which it may come, or none')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many dates there are, from its first one on, or none')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--income', '--income', [CompletionResultType]::ParameterName, 'Money received, a refund included')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'Money moved between your own accounts; in no total')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--force-date', '--force-date', [CompletionResultType]::ParameterName, 'Take a date before 1970 or more than a year ahead')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;edit' {
            [CompletionResult]::new('--amount', '--amount', [CompletionResultType]::ParameterName, 'How much')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The category, or none')
            [CompletionResult]::new('--category', '--category', [CompletionResultType]::ParameterName, 'The category, or none')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How it was paid, or none')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Who was paid, or none')
            [CompletionResult]::new('--payee', '--payee', [CompletionResultType]::ParameterName, 'Who was paid, or none')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What it was, or none')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'Anything else worth keeping, or none')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often: day, week, 2w, month, quarter, 3m, year')
            [CompletionResult]::new('--day', '--day', [CompletionResultType]::ParameterName, 'The day of the month, for months, quarters and years')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'It begins anew with the first such day from this one on; dates before it are left out, which skips them')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The last day on which it may come, or none')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many dates there are, from its first one on, or none')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--expense', '--expense', [CompletionResultType]::ParameterName, 'Make it money spent')
            [CompletionResult]::new('--income', '--income', [CompletionResultType]::ParameterName, 'Make it money received')
            [CompletionResult]::new('--transfer', '--transfer', [CompletionResultType]::ParameterName, 'Make it money moved between your own accounts')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse a category that does not exist yet')
            [CompletionResult]::new('--force-date', '--force-date', [CompletionResultType]::ParameterName, 'Take a date before 1970 or more than a year ahead')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;pause' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;resume' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;remove' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;run' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Enter it also where more than 60 dates are due')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Enter it also where more than 60 dates are due')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;upcoming' {
            [CompletionResult]::new('--days', '--days', [CompletionResultType]::ParameterName, 'How many days ahead')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Up to this day')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;recurring;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a recurring expense')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List them with their next dates')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change one; what was entered stays, and what is due is entered before')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Enter nothing for a while; what is due is entered before')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let it go on with its first date after today; those that passed meanwhile are skipped')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove it; what it entered stays, what is due is not entered')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Enter what is due in every ledger, as one step for undo')
            [CompletionResult]::new('upcoming', 'upcoming', [CompletionResultType]::ParameterValue, 'Show what comes, and what is due and not entered yet')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;recurring;help;add' {
            break
        }
        'outlay;recurring;help;list' {
            break
        }
        'outlay;recurring;help;edit' {
            break
        }
        'outlay;recurring;help;pause' {
            break
        }
        'outlay;recurring;help;resume' {
            break
        }
        'outlay;recurring;help;remove' {
            break
        }
        'outlay;recurring;help;run' {
            break
        }
        'outlay;recurring;help;upcoming' {
            break
        }
        'outlay;recurring;help;help' {
            break
        }
        'outlay;sync' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'With --watch, how long to wait between two runs: 30s, 5m')
            [CompletionResult]::new('--tolerate', '--tolerate', [CompletionResultType]::ParameterName, 'A server that cannot be reached is no failure while the last success is younger: 24h, 2d')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on: at intervals, and at once after a change')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be sent, without a network')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Tell of every operation what the server did with it, and why')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Fetch everything anew, and mend what differs from the server')
            [CompletionResult]::new('--scheduled', '--scheduled', [CompletionResultType]::ParameterName, 'Keep to the waits after failures, as timers should')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;status' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'With --check, how old the last successful sync may be')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'With --check, how often an operation may have been tried')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Answer by the exit status')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;queue' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the operations that wait or were refused')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Send again what the server refused, and what was refused because of it')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Take operations out of the queue: what they changed goes back to what the server has')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one operation with its fields')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;queue;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;queue;retry' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;queue;drop' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;queue;show' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;queue;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the operations that wait or were refused')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Send again what the server refused, and what was refused because of it')
            [CompletionResult]::new('drop', 'drop', [CompletionResultType]::ParameterValue, 'Take operations out of the queue: what they changed goes back to what the server has')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one operation with its fields')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;queue;help;list' {
            break
        }
        'outlay;queue;help;retry' {
            break
        }
        'outlay;queue;help;drop' {
            break
        }
        'outlay;queue;help;show' {
            break
        }
        'outlay;queue;help;help' {
            break
        }
        'outlay;conflict' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the conflicts that nobody has decided')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one conflict with both values')
            [CompletionResult]::new('resolve', 'resolve', [CompletionResultType]::ParameterValue, 'Decide which value stands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;conflict;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The decided ones too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;conflict;show' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;conflict;resolve' {
            [CompletionResult]::new('--value', '--value', [CompletionResultType]::ParameterName, 'Another value, written as the field is written everywhere; none empties it')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;conflict;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the conflicts that nobody has decided')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one conflict with both values')
            [CompletionResult]::new('resolve', 'resolve', [CompletionResultType]::ParameterValue, 'Decide which value stands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;conflict;help;list' {
            break
        }
        'outlay;conflict;help;show' {
            break
        }
        'outlay;conflict;help;resolve' {
            break
        }
        'outlay;conflict;help;help' {
            break
        }
        'outlay;auth' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Make this database a device of an account, and join its ledgers to the account''s')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Take this device''s token back; what was entered stays, and waits for the next login')
            [CompletionResult]::new('devices', 'devices', [CompletionResultType]::ParameterValue, 'List the devices of the account')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take a device''s token back: it can send and fetch nothing more')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the account''s password')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;auth;login' {
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The account''s e-mail address')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'What to call this device [default: its name until now, else the host''s]')
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would become of each ledger, and change nothing')
            [CompletionResult]::new('--new-server', '--new-server', [CompletionResultType]::ParameterName, 'Leave the server that this database belongs to, with everything entered here')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;auth;logout' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;auth;devices' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;auth;revoke' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;auth;passwd' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read two lines from standard input: the password until now, then the new one')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;auth;help' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Make this database a device of an account, and join its ledgers to the account''s')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Take this device''s token back; what was entered stays, and waits for the next login')
            [CompletionResult]::new('devices', 'devices', [CompletionResultType]::ParameterValue, 'List the devices of the account')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take a device''s token back: it can send and fetch nothing more')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the account''s password')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;auth;help;login' {
            break
        }
        'outlay;auth;help;logout' {
            break
        }
        'outlay;auth;help;devices' {
            break
        }
        'outlay;auth;help;revoke' {
            break
        }
        'outlay;auth;help;passwd' {
            break
        }
        'outlay;auth;help;help' {
            break
        }
        'outlay;config' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print a value')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a value in the file; its comments stay')
            [CompletionResult]::new('unset', 'unset', [CompletionResultType]::ParameterValue, 'Take a value out of the file')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every key with its value and where that comes from')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the file is')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;config;get' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;config;set' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;config;unset' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;config;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;config;path' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;config;help' {
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print a value')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a value in the file; its comments stay')
            [CompletionResult]::new('unset', 'unset', [CompletionResultType]::ParameterValue, 'Take a value out of the file')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List every key with its value and where that comes from')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the file is')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;config;help;get' {
            break
        }
        'outlay;config;help;set' {
            break
        }
        'outlay;config;help;unset' {
            break
        }
        'outlay;config;help;list' {
            break
        }
        'outlay;config;help;path' {
            break
        }
        'outlay;config;help;help' {
            break
        }
        'outlay;backup' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;restore' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;doctor' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be worked out from the rows')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;compact' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;serve' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Where to listen; port 0 takes a free one')
            [CompletionResult]::new('--log-level', '--log-level', [CompletionResultType]::ParameterName, 'How much to log')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Connections at once [default: 512]')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of a body as it is sent [default: 4194304]')
            [CompletionResult]::new('--max-decompressed', '--max-decompressed', [CompletionResultType]::ParameterName, 'Bytes of a body after decompression [default: 16777216]')
            [CompletionResult]::new('--request-seconds', '--request-seconds', [CompletionResultType]::ParameterName, 'Seconds that a request may take [default: 60]')
            [CompletionResult]::new('--body-seconds', '--body-seconds', [CompletionResultType]::ParameterName, 'Seconds in which a body must arrive [default: 30]')
            [CompletionResult]::new('--idle-seconds', '--idle-seconds', [CompletionResultType]::ParameterName, 'Seconds that a connection may carry no request, its header included [default: 30]')
            [CompletionResult]::new('--shutdown-seconds', '--shutdown-seconds', [CompletionResultType]::ParameterName, 'Seconds that requests have to finish when the server stops [default: 30]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Listen on other addresses than this machine''s own, without TLS; a proxy that does TLS must stand before it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Add, list and remove users, and set their passwords')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Copy the server''s database to a file, also while a server runs on it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;serve;user' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user; asks for the password unless it is given, or in the environment')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users with the number of their devices')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a user with all devices and the ledgers that the user made')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;serve;user;add' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of stdin')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;serve;user;list' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;serve;user;remove' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;serve;user;passwd' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of stdin')
            [CompletionResult]::new('--revoke-devices', '--revoke-devices', [CompletionResultType]::ParameterName, 'Log out all of the user''s devices too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;serve;user;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user; asks for the password unless it is given, or in the environment')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users with the number of their devices')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a user with all devices and the ledgers that the user made')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;serve;user;help;add' {
            break
        }
        'outlay;serve;user;help;list' {
            break
        }
        'outlay;serve;user;help;remove' {
            break
        }
        'outlay;serve;user;help;passwd' {
            break
        }
        'outlay;serve;user;help;help' {
            break
        }
        'outlay;serve;backup' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--database', '--database', [CompletionResultType]::ParameterName, 'The server''s database instead of the usual one')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;serve;help' {
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Add, list and remove users, and set their passwords')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Copy the server''s database to a file, also while a server runs on it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;serve;help;user' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user; asks for the password unless it is given, or in the environment')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users with the number of their devices')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a user with all devices and the ledgers that the user made')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Set a user''s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked')
            break
        }
        'outlay;serve;help;user;add' {
            break
        }
        'outlay;serve;help;user;list' {
            break
        }
        'outlay;serve;help;user;remove' {
            break
        }
        'outlay;serve;help;user;passwd' {
            break
        }
        'outlay;serve;help;backup' {
            break
        }
        'outlay;serve;help;help' {
            break
        }
        'outlay;completions' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--static', '--static', [CompletionResultType]::ParameterName, 'Print a script that never runs outlay')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'outlay;man' {
            [CompletionResult]::new('--db', '--db', [CompletionResultType]::ParameterName, 'The database file [env: OUTLAY_DB]')
            [CompletionResult]::new('--ledger', '--ledger', [CompletionResultType]::ParameterName, 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: table, json, jsonl, csv or ids')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always or never')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask; what is missing is an error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing unless something failed or needs a person')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'outlay;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'add')
            [CompletionResult]::new('again', 'again', [CompletionResultType]::ParameterValue, 'again')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'list')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'show')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'log')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'edit')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'delete')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'undo')
            [CompletionResult]::new('redo', 'redo', [CompletionResultType]::ParameterValue, 'redo')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'report')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'import')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'export')
            [CompletionResult]::new('batch', 'batch', [CompletionResultType]::ParameterValue, 'batch')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'profile')
            [CompletionResult]::new('category', 'category', [CompletionResultType]::ParameterValue, 'category')
            [CompletionResult]::new('rule', 'rule', [CompletionResultType]::ParameterValue, 'rule')
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'budget')
            [CompletionResult]::new('rate', 'rate', [CompletionResultType]::ParameterValue, 'rate')
            [CompletionResult]::new('recurring', 'recurring', [CompletionResultType]::ParameterValue, 'recurring')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'sync')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'status')
            [CompletionResult]::new('queue', 'queue', [CompletionResultType]::ParameterValue, 'queue')
            [CompletionResult]::new('conflict', 'conflict', [CompletionResultType]::ParameterValue, 'conflict')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'auth')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'config')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'backup')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'restore')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'doctor')
            [CompletionResult]::new('compact', 'compact', [CompletionResultType]::ParameterValue, 'compact')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'serve')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'completions')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'man')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'outlay;help;add' {
            break
        }
        'outlay;help;again' {
            break
        }
        'outlay;help;list' {
            break
        }
        'outlay;help;show' {
            break
        }
        'outlay;help;log' {
            break
        }
        'outlay;help;edit' {
            break
        }
        'outlay;help;delete' {
            break
        }
        'outlay;help;undo' {
            break
        }
        'outlay;help;redo' {
            break
        }
        'outlay;help;report' {
            break
        }
        'outlay;help;import' {
            break
        }
        'outlay;help;export' {
            break
        }
        'outlay;help;batch' {
            break
        }
        'outlay;help;profile' {
            break
        }
        'outlay;help;category' {
            break
        }
        'outlay;help;rule' {
            break
        }
        'outlay;help;budget' {
            break
        }
        'outlay;help;rate' {
            break
        }
        'outlay;help;recurring' {
            break
        }
        'outlay;help;sync' {
            break
        }
        'outlay;help;status' {
            break
        }
        'outlay;help;queue' {
            break
        }
        'outlay;help;conflict' {
            break
        }
        'outlay;help;auth' {
            break
        }
        'outlay;help;config' {
            break
        }
        'outlay;help;backup' {
            break
        }
        'outlay;help;restore' {
            break
        }
        'outlay;help;doctor' {
            break
        }
        'outlay;help;compact' {
            break
        }
        'outlay;help;serve' {
            break
        }
        'outlay;help;completions' {
            break
        }
        'outlay;help;man' {
            break
        }
        'outlay;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

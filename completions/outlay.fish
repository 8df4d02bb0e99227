# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_outlay_global_optspecs
    string join \n db= ledger= format= color= no-input q/quiet v/verbose h/help V/version
end

function __fish_outlay_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_outlay_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_outlay_using_subcommand
    set -l cmd (__fish_outlay_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c outlay -n "__fish_outlay_needs_command" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_needs_command" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_needs_command" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_needs_command" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_needs_command" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_needs_command" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_needs_command" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_needs_command" -s V -l version -d 'Print version'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "add" -d 'Enter an expense'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "again" -d 'Enter the same expense once more, today'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "list" -d 'List expenses, newest first'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "show" -d 'Show one expense with all its fields'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "log" -d 'Show what happened to an expense, and on which device'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "edit" -d 'Change fields of expenses'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "delete" -d 'Delete expenses; undo brings them back'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "undo" -d 'Take back the last command of this device'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "redo" -d 'Take back the last undo'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "report" -d 'Show where the money went'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "import" -d 'Take in bank statements, or what export wrote'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "export" -d 'Write expenses to a file or to standard output'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "batch" -d 'Look at imports, and take one back'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "profile" -d 'Look at what is remembered of statements, change it, pass it on'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "category" -d 'List, add, rename, hide and merge categories'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "rule" -d 'Give categories by rules, at import and to old rows'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "budget" -d 'Limit what is spent on a category, or in all'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "rate" -d 'Keep exchange rates, for reports in one currency'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "recurring" -d 'Enter what comes again by itself: subscriptions, rent, wages'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "sync" -d 'Send what was entered here, and fetch what other devices did'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "status" -d 'Show how the database and the queue stand'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "queue" -d 'Look at the operations that the server has not yet seen, and decide about those it refused'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "conflict" -d 'Look at values that lost to another device\'s, and decide which one stands'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "auth" -d 'Log in to a sync server, and look after the devices of the account'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "config" -d 'Look at the configuration and change it'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "backup" -d 'Copy the database to a file while it is in use'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "restore" -d 'Put a backup in the place of the database'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "doctor" -d 'Check the database: its structure, totals, search index and queue'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "compact" -d 'Forget old history and give space back to the disk'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "serve" -d 'Run the sync server, or manage its users'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "man" -d 'Write the man pages into a folder'
complete -c outlay -n "__fish_outlay_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand add" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand add" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand add" -s c -l category -d 'The category; then every word after AMOUNT is description' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -s m -l method -d 'How it was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -s t -l tag -d 'A tag; may be repeated' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -s p -l payee -d 'Who was paid' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -l note -d 'Anything else worth keeping' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -s d -l date -d 'When it was [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand add" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand add" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand add" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l income -d 'Money received, a refund included'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l transfer -d 'Money moved between your own accounts; in no total'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l shared -d 'Enter it in the shared ledger'
complete -c outlay -n "__fish_outlay_using_subcommand add" -l force-date -d 'Take a date before 1970 or more than a year ahead'
complete -c outlay -n "__fish_outlay_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand again" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand again" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand again" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand again" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand again" -s d -l date -d 'When it was [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand again" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand again" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand again" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand again" -l force-date -d 'Take a date before 1970 or more than a year ahead'
complete -c outlay -n "__fish_outlay_using_subcommand again" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand list" -s n -l limit -d 'At most this many rows' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l in -d 'Convert every amount into this currency, at the rate of its own day' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand list" -l safe -d 'In CSV, guard cells that a spreadsheet would run as a formula'
complete -c outlay -n "__fish_outlay_using_subcommand list" -l deleted -d 'Which expenses. Deleted expenses too'
complete -c outlay -n "__fish_outlay_using_subcommand list" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand show" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand show" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand show" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand show" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand show" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand show" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand show" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand show" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand log" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand log" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand log" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand log" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand log" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand log" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand log" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l amount -d 'How much' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s c -l category -d 'The category, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s m -l method -d 'How it was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s t -l tag -d 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s p -l payee -d 'Who was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l description -d 'What it was, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l note -d 'Anything else worth keeping, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s d -l date -d 'When it was' -r
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l expense -d 'Make it money spent'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l income -d 'Make it money received'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l transfer -d 'Make it money moved between your own accounts'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -l force-date -d 'Take a date before 1970 or more than a year ahead'
complete -c outlay -n "__fish_outlay_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand delete" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand delete" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand delete" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand delete" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand delete" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand delete" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand delete" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand delete" -s y -l yes -d 'Do not ask'
complete -c outlay -n "__fish_outlay_using_subcommand delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l list -d 'Show the commands that can be undone'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -l dry-run -d 'Show what would go back, and change nothing'
complete -c outlay -n "__fish_outlay_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand redo" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand redo" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand redo" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand redo" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand redo" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand redo" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand redo" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l by -d 'What to group by, or two of them crossed: category, month, quarter, year, fiscal-year, week, day, weekday, day-of-month, payee, method, tag, currency, direction, ledger, source' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l chart -d 'Draw bars of what was spent, came in or is left; of two dimensions, stacked ones' -r -f -a "expense\t''
income\t''
net\t''"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l compare -d 'Compare with the period before, or with the same dates a year earlier' -r -f -a "previous\t''
last-year\t''"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l average -d 'Show the average over the period, or over that part of it which a row stands for' -r -f -a "day\t''
week\t''
month\t''
quarter\t''
year\t''"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l sort -d 'Order the rows by this instead; net has first where the most was spent beyond what came in' -r -f -a "expense\t''
income\t''
net\t''
count\t''
name\t''
average\t''"
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l top -d 'Show the first N and sum the rest in one row, (other)' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l depth -d 'Cut categories after so many levels: 1 sums food:groceries into food' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l in -d 'Convert every amount into this currency, at the rate of its own day' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l ascii -d 'Draw with ASCII alone'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l cumulated -d 'Show sums that run on from row to row, over a dimension of time'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -f -a "trend" -d 'Show how a category went, month by month'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -f -a "largest" -d 'Show the largest expenses'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -f -a "habits" -d 'Show what is spent on which weekday and day of the month'
complete -c outlay -n "__fish_outlay_using_subcommand report; and not __fish_seen_subcommand_from trend largest habits help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l in -d 'Convert every amount into this currency, at the rate of its own day' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l ascii -d 'Draw with ASCII alone'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from trend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s n -l limit -d 'At most this many of each currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l in -d 'Convert every amount into this currency, at the rate of its own day' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from largest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l in -d 'Convert every amount into this currency, at the rate of its own day' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l ascii -d 'Draw with ASCII alone'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from habits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "trend" -d 'Show how a category went, month by month'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "largest" -d 'Show the largest expenses'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "habits" -d 'Show what is spent on which weekday and day of the month'
complete -c outlay -n "__fish_outlay_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand import" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand import" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand import" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand import" -l map -d 'Which column is what, as ROLE=COL; roles: date, amount, debit, credit, direction, currency, description, payee, category, method, note, reference, balance, fee, state, ignore, `value_date`; COL is a header or a number from 1' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l skip-lines -d 'Lines to leave out at the top' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l header -d 'The line with the headers, counted from 1 after --skip-lines, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l date-format -d 'How dates are written: dmy, mdy, ymd or a strftime pattern' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l decimal-mark -d 'The character before the decimals' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l delimiter -d 'The character between columns; `tab` is a tab' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l encoding -d 'The file\'s character encoding: utf-8, windows-1252, utf-16le, …' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l invert -d 'Positive amounts are money spent; with =no they are income. What the file says in words stays' -r -f -a "yes\t'Yes'
no\t'No'"
complete -c outlay -n "__fish_outlay_using_subcommand import" -l currency -d 'The currency of rows that name none' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l source -d 'The account that the file comes from' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l profile -d 'Read the files as this profile says, named as in `profile list` or by its path; without it one is used if it was made for such a file' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand import" -s c -l category -d 'The category of rows that have none' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -s m -l method -d 'The method of rows that have none' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -s t -l tag -d 'A tag for rows that have none; may be repeated' -r
complete -c outlay -n "__fish_outlay_using_subcommand import" -l rejects -d 'Write the bad rows to this file' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand import" -l match -d 'What becomes of a row that may be an expense entered by hand: ask on a terminal, add it, link the two, or skip the row now and later [default: ask on a terminal, else add]' -r -f -a "ask\t'Ask for each'
add\t'They are new'
skip\t'They are left out'
link\t'They are the same'"
complete -c outlay -n "__fish_outlay_using_subcommand import" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand import" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand import" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand import" -l no-profile -d 'Use no profile, and remember none'
complete -c outlay -n "__fish_outlay_using_subcommand import" -l dry-run -d 'Show what would come in, and change nothing'
complete -c outlay -n "__fish_outlay_using_subcommand import" -l skip-bad-rows -d 'Import the good rows and leave out the bad ones'
complete -c outlay -n "__fish_outlay_using_subcommand import" -l strict -d 'Refuse rows of categories that do not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand export" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand export" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand export" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand export" -l as -d 'What to write: csv, json, jsonl, hledger, ledger or beancount [default: by the file\'s ending, else csv]' -r -f -a "csv\t'Comma-separated values (RFC 4180) with a header row'
json\t'One JSON object'
jsonl\t'One JSON object a line'
hledger\t'A journal for hledger'
ledger\t'A journal for Ledger'
beancount\t'A journal for beancount'"
complete -c outlay -n "__fish_outlay_using_subcommand export" -s o -l output -d 'The file, which is replaced where it exists; `-` is standard output [default: -]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand export" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand export" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand export" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand export" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand export" -l safe -d 'In CSV, guard cells that a spreadsheet would run as a formula; then reading back is not exact'
complete -c outlay -n "__fish_outlay_using_subcommand export" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -f -a "list" -d 'List the imports, newest first'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -f -a "show" -d 'Show one import and its counts'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -f -a "undo" -d 'Take an import back; its rows may then be imported again'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and not __fish_seen_subcommand_from list show undo help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -s y -l yes -d 'Do not ask'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the imports, newest first'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one import and its counts'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from help" -f -a "undo" -d 'Take an import back; its rows may then be imported again'
complete -c outlay -n "__fish_outlay_using_subcommand batch; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "list" -d 'List the profiles'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "show" -d 'Show what a profile says'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "edit" -d 'Change a profile in an editor: VISUAL, else EDITOR'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "export" -d 'Write a profile\'s file, to be used elsewhere by import --profile FILE'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "remove" -d 'Remove profiles; the expenses they brought stay'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and not __fish_seen_subcommand_from list show edit export remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -s o -l output -d 'The file to write; `-` is standard output' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what a profile says'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a profile in an editor: VISUAL, else EDITOR'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write a profile\'s file, to be used elsewhere by import --profile FILE'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove profiles; the expenses they brought stay'
complete -c outlay -n "__fish_outlay_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "list" -d 'List the categories with the number of their expenses'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "add" -d 'Add a category and those above it'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "edit" -d 'Change the look of a category'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "rename" -d 'Rename or move a category with all below it'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "hide" -d 'Leave a category out of lists and completion; its expenses stay'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "merge" -d 'Move the expenses of categories into another, and end the first'
complete -c outlay -n "__fish_outlay_using_subcommand category; and not __fish_seen_subcommand_from list add edit rename hide merge help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l hidden -d 'Hidden ones too'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l colour -d 'A colour by name or as #rrggbb, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l icon -d 'A character to show before the name, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l order -d 'Where it stands among its neighbours; smaller is earlier' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l colour -d 'A colour by name or as #rrggbb, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l icon -d 'A character to show before the name, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l order -d 'Where it stands among its neighbours; smaller is earlier' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l unhide -d 'Show them again'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from hide" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the categories with the number of their expenses'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a category and those above it'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the look of a category'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Rename or move a category with all below it'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "hide" -d 'Leave a category out of lists and completion; its expenses stay'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Move the expenses of categories into another, and end the first'
complete -c outlay -n "__fish_outlay_using_subcommand category; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "add" -d 'Add a rule'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "list" -d 'List the rules in the order in which they are tried'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "edit" -d 'Change a rule'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "test" -d 'Show which rule a payee or description would meet, and why'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "apply" -d 'Give old rows without a category what the rules say, as one step for undo'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "remove" -d 'Remove rules; what they did stays'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and not __fish_seen_subcommand_from add list edit test apply remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s p -l payee -d 'The payee of rows that have none; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s m -l method -d 'The method of rows that have none; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s t -l tag -d 'A tag for rows that have none; may be repeated; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l position -d 'Its place among the rules, from 1 [default: the last]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l pattern -d 'What payee or description must hold' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s c -l category -d 'The category that such rows get' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s p -l payee -d 'The payee of rows that have none; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s m -l method -d 'The method of rows that have none; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s t -l tag -d 'A tag for rows that have none; may be repeated; none gives none' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l position -d 'Its place among the rules, from 1 [default: the last]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l period -d 'In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, \'last 90 days\', all' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s c -l category -d 'In this category or below it; a trailing `:` leaves out what is below' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s m -l method -d 'Paid with this method' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s p -l payee -d 'Paid to this payee' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s t -l tag -d 'With this tag' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l min -d 'Of at least this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l max -d 'Of at most this amount' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l currency -d 'In this currency' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l search -d 'With words that begin so in description, payee, note or tags' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l direction -d 'Of this direction: expense, income or transfer' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l batch -d 'From this import' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would change, and change nothing'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l pending -d 'Not yet delivered to the server'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a rule'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rules in the order in which they are tried'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change a rule'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "test" -d 'Show which rule a payee or description would meet, and why'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Give old rows without a category what the rules say, as one step for undo'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove rules; what they did stays'
complete -c outlay -n "__fish_outlay_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -f -a "set" -d 'Set a budget, or change it from a period on'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -f -a "list" -d 'List what holds now and later'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -f -a "status" -d 'Show what is spent and left'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -f -a "remove" -d 'End a budget; the periods before stay as they were'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and not __fish_seen_subcommand_from set list status remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l period -d 'How long a period is: week, month, quarter, year [default: as before, else month]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l rollover -d 'What is carried into the next period: none, unspent, all [default: as before, else none]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l from -d 'A day of the first period that it holds for, or a month such as 2027-01 [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l all -d 'Past ones too'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -s d -l date -d 'A day of the periods to show, or a month such as 2026-09 [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l warn -d 'From which part on a budget needs attention before it is over, such as 80%' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l check -d 'Print only what needs attention, and exit with 4 if anything does'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l upcoming -d 'Count what recurring expenses will still bring in the period as spent'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l currency -d 'The currency, where there is a budget in several' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l from -d 'A day of the first period without it, or a month such as 2027-01 [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a budget, or change it from a period on'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "list" -d 'List what holds now and later'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show what is spent and left'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "remove" -d 'End a budget; the periods before stay as they were'
complete -c outlay -n "__fish_outlay_using_subcommand budget; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -f -a "set" -d 'Set the rate of a day; one that is there is changed'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -f -a "import" -d 'Take in the European Central Bank\'s table of rates'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -f -a "list" -d 'List the rates, newest first'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -f -a "remove" -d 'Remove rates'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and not __fish_seen_subcommand_from set import list remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -s d -l date -d 'The day [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l currency -d 'Only these currencies, separated by commas; may be repeated [default: those in use]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l from -d 'Only from this day on [default: seven days before the oldest expense]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l all -d 'Every currency, and every day unless --from is given'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l dry-run -d 'Show what would come in, and change nothing'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l from -d 'On or after this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l to -d 'On or before this date' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l month -d 'In this month: 2026-10, oct, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l year -d 'In this year: 2026, this, last' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most this many' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set the rate of a day; one that is there is changed'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take in the European Central Bank\'s table of rates'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rates, newest first'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove rates'
complete -c outlay -n "__fish_outlay_using_subcommand rate; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "add" -d 'Add a recurring expense'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "list" -d 'List them with their next dates'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "edit" -d 'Change one; what was entered stays, and what is due is entered before'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "pause" -d 'Enter nothing for a while; what is due is entered before'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "resume" -d 'Let it go on with its first date after today; those that passed meanwhile are skipped'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "remove" -d 'Remove it; what it entered stays, what is due is not entered'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "run" -d 'Enter what is due in every ledger, as one step for undo'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "upcoming" -d 'Show what comes, and what is due and not entered yet'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and not __fish_seen_subcommand_from add list edit pause resume remove run upcoming help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s c -l category -d 'The category; then every word after AMOUNT is description' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s m -l method -d 'How it was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s t -l tag -d 'A tag; may be repeated' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s p -l payee -d 'Who was paid' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l note -d 'Anything else worth keeping' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l every -d 'How often: day, week, 2w, month, quarter, 3m, year' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l day -d 'The day of the month, for months, quarters and years [default: that of the first date]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l from -d 'Its first date is the first such day from this one on; it may have passed [default: today]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l until -d 'The last day on which it may come, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l count -d 'How many dates there are, from its first one on, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l income -d 'Money received, a refund included'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l transfer -d 'Money moved between your own accounts; in no total'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l force-date -d 'Take a date before 1970 or more than a year ahead'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l amount -d 'How much' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s c -l category -d 'The category, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s m -l method -d 'How it was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s t -l tag -d 'Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s p -l payee -d 'Who was paid, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l description -d 'What it was, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l note -d 'Anything else worth keeping, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l every -d 'How often: day, week, 2w, month, quarter, 3m, year' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l day -d 'The day of the month, for months, quarters and years' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l from -d 'It begins anew with the first such day from this one on; dates before it are left out, which skips them' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l until -d 'The last day on which it may come, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l count -d 'How many dates there are, from its first one on, or none' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l expense -d 'Make it money spent'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l income -d 'Make it money received'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l transfer -d 'Make it money moved between your own accounts'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l strict -d 'Refuse a category that does not exist yet'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l force-date -d 'Take a date before 1970 or more than a year ahead'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -s y -l yes -d 'Enter it also where more than 60 dates are due'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l days -d 'How many days ahead' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l to -d 'Up to this day' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from upcoming" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a recurring expense'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "list" -d 'List them with their next dates'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change one; what was entered stays, and what is due is entered before'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Enter nothing for a while; what is due is entered before'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Let it go on with its first date after today; those that passed meanwhile are skipped'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove it; what it entered stays, what is due is not entered'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "run" -d 'Enter what is due in every ledger, as one step for undo'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "upcoming" -d 'Show what comes, and what is due and not entered yet'
complete -c outlay -n "__fish_outlay_using_subcommand recurring; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l interval -d 'With --watch, how long to wait between two runs: 30s, 5m' -r
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l tolerate -d 'A server that cannot be reached is no failure while the last success is younger: 24h, 2d' -r
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l watch -d 'Go on: at intervals, and at once after a change'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l dry-run -d 'Show what would be sent, without a network'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l explain -d 'Tell of every operation what the server did with it, and why'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l repair -d 'Fetch everything anew, and mend what differs from the server'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -l scheduled -d 'Keep to the waits after failures, as timers should'
complete -c outlay -n "__fish_outlay_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand status" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand status" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand status" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand status" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand status" -l max-age -d 'With --check, how old the last successful sync may be' -r
complete -c outlay -n "__fish_outlay_using_subcommand status" -l max-attempts -d 'With --check, how often an operation may have been tried' -r
complete -c outlay -n "__fish_outlay_using_subcommand status" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand status" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand status" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand status" -l check -d 'Answer by the exit status'
complete -c outlay -n "__fish_outlay_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -f -a "list" -d 'List the operations that wait or were refused'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -f -a "retry" -d 'Send again what the server refused, and what was refused because of it'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -f -a "drop" -d 'Take operations out of the queue: what they changed goes back to what the server has'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -f -a "show" -d 'Show one operation with its fields'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and not __fish_seen_subcommand_from list retry drop show help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the operations that wait or were refused'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from help" -f -a "retry" -d 'Send again what the server refused, and what was refused because of it'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from help" -f -a "drop" -d 'Take operations out of the queue: what they changed goes back to what the server has'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one operation with its fields'
complete -c outlay -n "__fish_outlay_using_subcommand queue; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -f -a "list" -d 'List the conflicts that nobody has decided'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -f -a "show" -d 'Show one conflict with both values'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -f -a "resolve" -d 'Decide which value stands'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and not __fish_seen_subcommand_from list show resolve help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l all -d 'The decided ones too'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l value -d 'Another value, written as the field is written everywhere; none empties it' -r
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the conflicts that nobody has decided'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one conflict with both values'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from help" -f -a "resolve" -d 'Decide which value stands'
complete -c outlay -n "__fish_outlay_using_subcommand conflict; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "login" -d 'Make this database a device of an account, and join its ledgers to the account\'s'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "logout" -d 'Take this device\'s token back; what was entered stays, and waits for the next login'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "devices" -d 'List the devices of the account'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "revoke" -d 'Take a device\'s token back: it can send and fetch nothing more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "passwd" -d 'Change the account\'s password'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and not __fish_seen_subcommand_from login logout devices revoke passwd help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l email -d 'The account\'s e-mail address' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l device -d 'What to call this device [default: its name until now, else the host\'s]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l password-stdin -d 'Read the password from standard input'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l dry-run -d 'Show what would become of each ledger, and change nothing'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l new-server -d 'Leave the server that this database belongs to, with everything entered here'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from devices" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read two lines from standard input: the password until now, then the new one'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "login" -d 'Make this database a device of an account, and join its ledgers to the account\'s'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "logout" -d 'Take this device\'s token back; what was entered stays, and waits for the next login'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "devices" -d 'List the devices of the account'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Take a device\'s token back: it can send and fetch nothing more'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Change the account\'s password'
complete -c outlay -n "__fish_outlay_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "get" -d 'Print a value'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "set" -d 'Set a value in the file; its comments stay'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "unset" -d 'Take a value out of the file'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "list" -d 'List every key with its value and where that comes from'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "path" -d 'Print where the file is'
complete -c outlay -n "__fish_outlay_using_subcommand config; and not __fish_seen_subcommand_from get set unset list path help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print a value'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a value in the file; its comments stay'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "unset" -d 'Take a value out of the file'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "list" -d 'List every key with its value and where that comes from'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print where the file is'
complete -c outlay -n "__fish_outlay_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand backup" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand backup" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand backup" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand backup" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand backup" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand backup" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand backup" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand backup" -s y -l yes -d 'Replace the file if it exists'
complete -c outlay -n "__fish_outlay_using_subcommand backup" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand restore" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand restore" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand restore" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand restore" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand restore" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand restore" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand restore" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand restore" -s y -l yes -d 'Do not ask'
complete -c outlay -n "__fish_outlay_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -l fix -d 'Mend what can be worked out from the rows'
complete -c outlay -n "__fish_outlay_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand compact" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand compact" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand compact" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand compact" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand compact" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand compact" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand compact" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l database -d 'The server\'s database instead of the usual one' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l listen -d 'Where to listen; port 0 takes a free one' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l log-level -d 'How much to log' -r -f -a "error\t'What failed'
warn\t'What should be looked at, too'
info\t'A line for each request, too'
debug\t'More'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l max-connections -d 'Connections at once [default: 512]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l max-body -d 'Bytes of a body as it is sent [default: 4194304]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l max-decompressed -d 'Bytes of a body after decompression [default: 16777216]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l request-seconds -d 'Seconds that a request may take [default: 60]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l body-seconds -d 'Seconds in which a body must arrive [default: 30]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l idle-seconds -d 'Seconds that a connection may carry no request, its header included [default: 30]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l shutdown-seconds -d 'Seconds that requests have to finish when the server stops [default: 30]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -l insecure -d 'Listen on other addresses than this machine\'s own, without TLS; a proxy that does TLS must stand before it'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -f -a "user" -d 'Add, list and remove users, and set their passwords'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -f -a "backup" -d 'Copy the server\'s database to a file, also while a server runs on it'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and not __fish_seen_subcommand_from user backup help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l database -d 'The server\'s database instead of the usual one' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -f -a "add" -d 'Add a user; asks for the password unless it is given, or in the environment'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -f -a "list" -d 'List the users with the number of their devices'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -f -a "remove" -d 'Remove a user with all devices and the ledgers that the user made'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Set a user\'s password, which is asked for or read from stdin; devices stay logged in, unless they are revoked'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from user" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l database -d 'The server\'s database instead of the usual one' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -s y -l yes -d 'Replace the file if it exists'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "user" -d 'Add, list and remove users, and set their passwords'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "backup" -d 'Copy the server\'s database to a file, also while a server runs on it'
complete -c outlay -n "__fish_outlay_using_subcommand serve; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand completions" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand completions" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand completions" -l static -d 'Print a script that never runs outlay'
complete -c outlay -n "__fish_outlay_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c outlay -n "__fish_outlay_using_subcommand man" -l db -d 'The database file [env: OUTLAY_DB]' -r -F
complete -c outlay -n "__fish_outlay_using_subcommand man" -l ledger -d 'The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]' -r
complete -c outlay -n "__fish_outlay_using_subcommand man" -l format -d 'How to print: table, json, jsonl, csv or ids' -r -f -a "table\t'A table for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values (RFC 4180)'
ids\t'Ids, one a line'"
complete -c outlay -n "__fish_outlay_using_subcommand man" -l color -d 'When to use colour: auto, always or never' -r -f -a "auto\t'On a terminal, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c outlay -n "__fish_outlay_using_subcommand man" -l no-input -d 'Never ask; what is missing is an error'
complete -c outlay -n "__fish_outlay_using_subcommand man" -s q -l quiet -d 'Say nothing unless something failed or needs a person'
complete -c outlay -n "__fish_outlay_using_subcommand man" -s v -l verbose -d 'Say more'
complete -c outlay -n "__fish_outlay_using_subcommand man" -s h -l help -d 'Print help'
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "add"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "again"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "list"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "show"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "log"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "edit"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "delete"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "undo"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "redo"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "report"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "import"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "export"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "batch"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "profile"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "category"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "rule"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "budget"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "rate"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "recurring"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "sync"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "status"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "queue"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "conflict"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "auth"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "config"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "backup"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "restore"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "doctor"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "compact"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "serve"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "completions"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "man"
complete -c outlay -n "__fish_outlay_using_subcommand help; and not __fish_seen_subcommand_from add again list show log edit delete undo redo report import export batch profile category rule budget rate recurring sync status queue conflict auth config backup restore doctor compact serve completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'

//! The `outlay` program: hands everything to [`outlay::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    outlay::cli::main()
}

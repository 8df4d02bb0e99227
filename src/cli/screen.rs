//! The terminal, or what is there instead of one.
//!
//! Owns what is known about the three standard streams: whether they are terminals, how wide, whether coloured.

use std::ffi::OsString;
use std::io::IsTerminal as _;

use super::args::ColorWhen;
use super::output::style::Style;
use crate::report::chart::Charset;

/// Terminal cells in a line where the terminal does not say: the width of a VT100.
const WIDTH_DEFAULT: usize = 80;
/// The narrowest terminal that output is made for; a smaller number in `COLUMNS` is not believed.
const WIDTH_MIN: usize = 20;

/// Looks up an environment variable.
type Variable<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What is known about the three standard streams.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Whether stdin is a terminal.
    pub stdin_is_terminal: bool,
    /// Whether stdout is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_is_terminal: bool,
    /// The room in terminal cells; `None` where stdout is no terminal, and then nothing is cut.
    pub width: Option<usize>,
    /// The room for pictures, which are made for a width even where nothing is cut: `COLUMNS`, else that of the terminal, else 80.
    pub picture_width: usize,
    /// What pictures are made of.
    pub charset: Charset,
    stdout_style: Style,
    stderr_style: Style,
}

impl Screen {
    /// Looks at the streams and the environment of the process. `flag` is `--color`, `configured` the configuration's
    /// `color`, `symbols` its `symbols` where that decides.
    #[must_use]
    pub fn of_process(flag: ColorWhen, configured: ColorWhen, symbols: Option<Charset>) -> Self {
        let variable: Variable<'_> = &|name| std::env::var_os(name);
        let (stdin, stdout, stderr) = (
            std::io::stdin().is_terminal(),
            std::io::stdout().is_terminal(),
            std::io::stderr().is_terminal(),
        );
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
        let charset = symbols.unwrap_or_else(|| charset(variable));
        let style = |is_terminal: bool| {
            Style::new(is_coloured(flag, configured, variable, || is_terminal)).in_charset(charset)
        };
        let room = width(variable, || if stdout { terminal() } else { None });
        Self {
            stdin_is_terminal: stdin,
            stdout_is_terminal: stdout,
            stderr_is_terminal: stderr,
            width: stdout.then_some(room),
            picture_width: room,
            charset,
            stdout_style: style(stdout),
            stderr_style: style(stderr),
        }
    }

    /// The style of stdout.
    #[must_use]
    pub const fn stdout_style(&self) -> Style {
        self.stdout_style
    }

    /// The style of stderr.
    #[must_use]
    pub const fn stderr_style(&self) -> Style {
        self.stderr_style
    }
}

/// The room on a terminal: `COLUMNS`, else what the terminal says, else 80.
fn width(variable: Variable<'_>, terminal: impl FnOnce() -> Option<u16>) -> usize {
    variable("COLUMNS")
        .and_then(|columns| columns.to_str()?.trim().parse().ok())
        .filter(|columns| *columns >= WIDTH_MIN)
        .or_else(|| terminal().map(usize::from).filter(|columns| *columns > 0))
        .unwrap_or(WIDTH_DEFAULT)
}

/// What the locale can show: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set decides (POSIX, "Internationalization
/// Variables"), and one that does not name UTF-8, or none at all, which is the locale `C`, means ASCII. Windows has no such variables
/// and shows Unicode.
fn charset(variable: Variable<'_>) -> Charset {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    let names_utf8 = |locale: &OsString| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    match locale {
        Some(locale) if names_utf8(&locale) => Charset::Unicode,
        None if cfg!(windows) => Charset::Unicode,
        _ => Charset::Ascii,
    }
}

/// Whether a stream is coloured: the flag, then `NO_COLOR` (no-color.org), `CLICOLOR_FORCE` (bixense.com/clicolors),
/// `TERM=dumb`, the configuration, and whether the stream is a terminal.
pub fn is_coloured(
    flag: ColorWhen,
    configured: ColorWhen,
    variable: Variable<'_>,
    is_terminal: impl FnOnce() -> bool,
) -> bool {
    let is_set = |name: &str| variable(name).filter(|value| !value.is_empty());
    match flag {
        ColorWhen::Always => return true,
        ColorWhen::Never => return false,
        ColorWhen::Auto => {}
    }
    if is_set("NO_COLOR").is_some() {
        return false;
    }
    if is_set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    if is_set("TERM").is_some_and(|value| value == "dumb") {
        return false;
    }
    match configured {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => is_terminal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ColorWhen::{Always, Auto, Never};

    fn coloured(
        flag: ColorWhen,
        configured: ColorWhen,
        variables: &[(&str, &str)],
        is_terminal: bool,
    ) -> bool {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        is_coloured(flag, configured, &variable, || is_terminal)
    }

    #[test]
    fn colour_follows_the_flag_then_the_environment_then_the_configuration_then_the_terminal() {
        assert!(coloured(Always, Never, &[("NO_COLOR", "1")], false));
        assert!(!coloured(Never, Always, &[("CLICOLOR_FORCE", "1")], true));
        assert!(!coloured(Auto, Always, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
        assert!(coloured(Auto, Auto, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], false));
        assert!(!coloured(Auto, Auto, &[("TERM", "dumb")], true));
        assert!(coloured(Auto, Always, &[], false));
        assert!(!coloured(Auto, Never, &[], true));
        assert!(coloured(Auto, Auto, &[], true));
        assert!(!coloured(Auto, Auto, &[], false));
    }

    #[test]
    fn an_empty_no_color_and_a_zero_clicolor_force_count_as_not_set() {
        assert!(coloured(Auto, Auto, &[("NO_COLOR", "")], true));
        assert!(!coloured(Auto, Auto, &[("CLICOLOR_FORCE", "0")], false));
    }

    #[test]
    fn pictures_are_ascii_unless_the_locale_is_utf8() {
        let of = |variables: &[(&str, &str)]| {
            charset(&|name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
            })
        };
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Charset::Unicode);
        assert_eq!(of(&[("LANG", "de_DE.utf8"), ("LC_ALL", "")]), Charset::Unicode);
        assert_eq!(of(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")]), Charset::Ascii);
        assert_eq!(of(&[("LC_CTYPE", "C.UTF-8"), ("LANG", "C")]), Charset::Unicode);
        assert_eq!(of(&[("LANG", "de_DE.ISO-8859-1")]), Charset::Ascii);
        assert_eq!(of(&[]), if cfg!(windows) { Charset::Unicode } else { Charset::Ascii });
    }

    #[test]
    fn the_width_is_columns_then_the_terminal_then_eighty() {
        let width_of = |columns: Option<&str>, terminal| width(&|_| columns.map(OsString::from), || terminal);
        assert_eq!(width_of(Some("40"), Some(120)), 40);
        assert_eq!(width_of(None, Some(120)), 120);
        assert_eq!(width_of(Some("nonsense"), None), 80);
        assert_eq!(width_of(Some("0"), Some(0)), 80);
    }
}

//! Where things lie: the database, the configuration, the state.
//!
//! Owns the choice of the paths (XDG Base Directory Specification 0.8) and makes none of them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::variable;

/// The environment variable that names the database file.
pub const DATABASE_VARIABLE: &str = "OUTLAY_DB";
/// The environment variable that names the configuration file.
pub const CONFIG_VARIABLE: &str = "OUTLAY_CONFIG";
/// The name of the database in its folder.
const DATABASE_NAME: &str = "outlay.db";
/// The name of the server's database in its folder.
const SERVER_DATABASE_NAME: &str = "server.db";
/// The name of the configuration in its folder.
const CONFIG_NAME: &str = "config.toml";
/// The folder that is used where there is no home: a container whose user has none.
const HOMELESS: &str = ".outlay";

/// The paths of one run. None needs to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The database: `--db`, `OUTLAY_DB`, else `$XDG_DATA_HOME/outlay/outlay.db`.
    pub database: PathBuf,
    /// The server's database: `$XDG_DATA_HOME/outlay/server.db`.
    pub server_database: PathBuf,
    /// The configuration: `OUTLAY_CONFIG`, else `$XDG_CONFIG_HOME/outlay/config.toml`.
    pub config_file: PathBuf,
    /// The folder for backups and locks: `$XDG_STATE_HOME/outlay`.
    pub state_dir: PathBuf,
    /// Whether the database lies below the working folder only because no home is known.
    pub is_homeless: bool,
}

impl Paths {
    /// The paths for the value of `--db` and the environment of the process.
    #[must_use]
    pub fn new(db: Option<&Path>) -> Self {
        Self::from_parts(db, &variable, || ProjectDirs::from("", "", "outlay"))
    }

    /// The configuration file alone.
    #[must_use]
    pub fn config_file() -> PathBuf {
        Self::new(None).config_file
    }

    /// [`Paths::new`] with the environment and the home folders given.
    fn from_parts(
        db: Option<&Path>,
        variable: &dyn Fn(&str) -> Option<OsString>,
        home: impl FnOnce() -> Option<ProjectDirs>,
    ) -> Self {
        let home = home();
        let homeless = home.is_none();
        // The specification ignores relative paths. `directories` does too, but needs a home besides.
        let folder = |name: &str, below_home: Option<&Path>| {
            variable(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
                .map(|path| path.join("outlay"))
                .or_else(|| below_home.map(Path::to_owned))
        };
        let data = folder("XDG_DATA_HOME", home.as_ref().map(ProjectDirs::data_dir));
        let config = folder("XDG_CONFIG_HOME", home.as_ref().map(ProjectDirs::config_dir));
        let state = folder("XDG_STATE_HOME", home.as_ref().and_then(ProjectDirs::state_dir));
        let given = db.map(Path::to_owned).or_else(|| variable(DATABASE_VARIABLE).map(PathBuf::from));
        let is_homeless = homeless && given.is_none() && data.is_none();
        // Systems without a state folder keep state beside the data.
        let data = data.unwrap_or_else(|| PathBuf::from(HOMELESS));
        Self {
            server_database: data.join(SERVER_DATABASE_NAME),
            database: given.unwrap_or_else(|| data.join(DATABASE_NAME)),
            config_file: variable(CONFIG_VARIABLE).map_or_else(
                || config.unwrap_or_else(|| PathBuf::from(HOMELESS)).join(CONFIG_NAME),
                PathBuf::from,
            ),
            state_dir: state.unwrap_or(data),
            is_homeless,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(db: Option<&str>, variables: &[(&str, &str)]) -> Paths {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        };
        Paths::from_parts(db.map(Path::new), &variable, || None)
    }

    #[test]
    fn the_flag_comes_before_the_variable_and_the_variable_before_the_folder() {
        let variables = [("OUTLAY_DB", "/v.db"), ("XDG_DATA_HOME", "/data"), ("OUTLAY_CONFIG", "/c.toml")];
        assert_eq!(paths(Some("f.db"), &variables).database, Path::new("f.db"));
        assert_eq!(paths(None, &variables).database, Path::new("/v.db"));
        assert_eq!(paths(None, &variables[1..]).database, Path::new("/data/outlay/outlay.db"));
        assert_eq!(paths(None, &variables).config_file, Path::new("/c.toml"));
    }

    #[test]
    fn the_xdg_folders_work_without_a_home() {
        let variables =
            [("XDG_DATA_HOME", "/data"), ("XDG_CONFIG_HOME", "/config"), ("XDG_STATE_HOME", "/state")];
        let paths = paths(None, &variables);
        assert_eq!(paths.config_file, Path::new("/config/outlay/config.toml"));
        assert_eq!(paths.state_dir, Path::new("/state/outlay"));
        assert!(!paths.is_homeless);
    }

    #[test]
    fn without_a_home_the_working_folder_is_used_and_that_is_known() {
        let homeless = paths(None, &[("XDG_DATA_HOME", "relative/is/ignored")]);
        assert_eq!(homeless.database, Path::new(".outlay/outlay.db"));
        assert!(homeless.is_homeless);
        assert!(!paths(Some("/x.db"), &[]).is_homeless);
    }
}

//! Where a server is, as a person writes it.
//!
//! Owns which addresses are taken: `https`, and plain `http` only to this machine, since a password or a token must not
//! cross a network in the clear.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

/// The address of a server: scheme, host, port, perhaps a path before `/v1`; without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    text: String,
    is_loopback: bool,
}

/// Why a text is no address of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not an address, or has parts that a server's address cannot have.
    #[error("`{text}` is not a server's address")]
    Malformed {
        /// What was given.
        text: String,
    },
    /// It is plain `http` to another machine.
    #[error("`{text}` would send the password in the clear; only https is used beyond this machine")]
    Plain {
        /// What was given.
        text: String,
    },
}

impl ServerAddress {
    /// Reads an address. Without a scheme it is `https`, and `http` for this machine.
    ///
    /// # Errors
    /// The cases of [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let malformed = || AddressError::Malformed { text: text.to_owned() };
        let typed = text.trim();
        let with_scheme = match typed.split_once("://") {
            Some(_) => typed.to_owned(),
            None => format!("https://{typed}"),
        };
        let uri: Uri = with_scheme.parse().map_err(|_| malformed())?;
        let (Some(authority), Some(scheme)) = (uri.authority(), uri.scheme_str()) else {
            return Err(malformed());
        };
        // A name and password in the address would end up in messages; a fragment is dropped by the parser unseen.
        if authority.as_str().contains('@')
            || authority.as_str().ends_with(':')
            || uri.query().is_some()
            || typed.contains('#')
        {
            return Err(malformed());
        }
        let is_loopback = is_loopback(authority.host());
        let scheme = match scheme {
            _ if !typed.contains("://") && is_loopback => "http",
            "http" if !is_loopback => return Err(AddressError::Plain { text: text.to_owned() }),
            "http" => "http",
            "https" => "https",
            _ => return Err(malformed()),
        };
        let host = authority.as_str().to_ascii_lowercase();
        let path = uri.path().trim_end_matches('/');
        Ok(Self { text: format!("{scheme}://{host}{path}"), is_loopback })
    }

    /// The address of something on the server; `path` begins with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is this machine.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        self.is_loopback
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a host is this machine: `localhost` and names below it (RFC 6761, section 6.3), 127.0.0.0/8 and `[::1]`.
fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost"
        || bare.ends_with(".localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_https_unless_the_host_is_this_machine() {
        let read = |text| ServerAddress::parse(text).map(|address| address.to_string());
        assert_eq!(read("sync.example.org").as_deref(), Ok("https://sync.example.org"));
        assert_eq!(
            read("Sync.Example.org:8443/money/").as_deref(),
            Ok("https://sync.example.org:8443/money")
        );
        assert_eq!(read("localhost:8090").as_deref(), Ok("http://localhost:8090"));
        assert_eq!(read(" http://127.0.0.1:80/ ").as_deref(), Ok("http://127.0.0.1:80"));
        assert_eq!(read("http://[::1]:8090").as_deref(), Ok("http://[::1]:8090"));
        assert_eq!(read("https://localhost").as_deref(), Ok("https://localhost"));
        assert_eq!(
            ServerAddress::parse("localhost").unwrap().join("/v1/ledgers"),
            "http://localhost/v1/ledgers"
        );
    }

    #[test]
    fn plain_http_to_another_machine_is_refused_whatever_its_name_looks_like() {
        for text in ["http://example.org", "http://127.0.0.1.example.org", "http://10.0.0.1", "HTTP://a.b"] {
            assert!(matches!(ServerAddress::parse(text), Err(AddressError::Plain { .. })), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused_with_the_text() {
        for text in [
            "",
            "https://",
            "ftp://example.org",
            "https://a:b@example.org",
            "https://a/?x=1",
            "https://a/#x",
            "a b",
            "a:",
        ] {
            let error = ServerAddress::parse(text).unwrap_err();
            assert!(matches!(error, AddressError::Malformed { .. }), "{text}: {error}");
        }
    }
}

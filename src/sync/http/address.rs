//! Where a server is, as a person writes it.
//!
//! Owns which addresses are taken: `https`, and plain `http` only to this machine, since a password or a token must not
//! cross a network in the clear.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::http::Uri;
use ureq::http::uri::Authority;

/// Characters of one label of a name (RFC 1035, section 2.3.4).
const LABEL_CHARS_MAX: usize = 63;
/// Characters of a whole name, likewise.
const NAME_CHARS_MAX: usize = 253;

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
        let has_odd_part = authority.as_str().contains('@') || uri.query().is_some() || typed.contains('#');
        if has_odd_part || !is_host(authority.host()) || !has_port(authority) {
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

/// Whether a text can be a host: an IP address, or a name by RFC 1123, section 2.1, whose last label is no number.
/// An underline is taken, as resolvers do. `http` and `https` are schemes that lost their colon.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    if host.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        (1..=LABEL_CHARS_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let is_scheme = ["http", "https"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme));
    name.len() <= NAME_CHARS_MAX
        && name.split('.').all(is_label)
        && !name.rsplit('.').next().is_some_and(is_number)
        && !is_scheme
}

/// Whether what stands behind the host is nothing, or a port that can be connected to.
fn has_port(authority: &Authority) -> bool {
    match authority.as_str().strip_prefix(authority.host()) {
        Some("") => true,
        Some(rest) => {
            rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
        }
        None => false,
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
        assert_eq!(read("host_1").as_deref(), Ok("https://host_1"));
        assert_eq!(read("example.org.:65535").as_deref(), Ok("https://example.org.:65535"));
        let longest = ["a".repeat(LABEL_CHARS_MAX).as_str(), &vec!["abc"; 47].join(".")].join(".");
        assert_eq!(longest.len(), NAME_CHARS_MAX - 2);
        assert!(read(&longest).is_ok());
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
            "https//example.org",
            "https:example.org",
            "http//localhost",
            "localhost:http",
            "localhost:65536",
            "localhost:0",
            "example..org",
            "-example.org",
            "300.1.1.1",
            "https://[1::2::3]",
            &"a".repeat(LABEL_CHARS_MAX + 1),
            &vec!["abc"; 64].join("."),
        ] {
            let error = ServerAddress::parse(text).unwrap_err();
            assert!(matches!(error, AddressError::Malformed { .. }), "{text}: {error}");
        }
    }

    #[test]
    fn names_keep_to_their_limits_one_below_at_and_above() {
        for chars in [LABEL_CHARS_MAX - 1, LABEL_CHARS_MAX, LABEL_CHARS_MAX + 1] {
            let parsed = ServerAddress::parse(&format!("https://{}.org", "a".repeat(chars)));
            assert_eq!(parsed.is_ok(), chars <= LABEL_CHARS_MAX, "{chars}");
        }
        for chars in [NAME_CHARS_MAX - 1, NAME_CHARS_MAX, NAME_CHARS_MAX + 1] {
            let labels = "abc.".repeat(chars / 4 - 1);
            let name = format!("{labels}{}", "x".repeat(chars - labels.len()));
            assert_eq!(name.len(), chars);
            let parsed = ServerAddress::parse(&format!("https://{name}"));
            assert_eq!(parsed.is_ok(), chars <= NAME_CHARS_MAX, "{chars}");
        }
    }
}

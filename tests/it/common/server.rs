//! A real server as a process of its own, on a free port, with its own database.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use super::Sandbox;

/// For how long anything of the server is waited for before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs until it is dropped.
pub struct Server {
    home: Sandbox,
    child: Option<Child>,
    port: u16,
    options: Vec<String>,
    /// Where its clock stands; it goes where there is nothing.
    now: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header as it was sent.
    pub head: String,
    /// The body as JSON, or null.
    pub body: Value,
}

#[allow(dead_code)] // for the tests of other areas
impl Server {
    /// Starts a server on an empty database.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// [`Server::start`] with options of `outlay serve`.
    pub fn start_with(options: &[&str]) -> Self {
        let options = options.iter().map(|&option| option.to_owned()).collect();
        let mut server = Self { home: Sandbox::new(), child: None, port: 0, options, now: None };
        server.run();
        server
    }

    /// [`Server::start`] with a clock that stands still.
    pub fn start_at(now: &str) -> Self {
        let mut server = Self {
            home: Sandbox::new(),
            child: None,
            port: 0,
            options: Vec::new(),
            now: Some(now.to_owned()),
        };
        server.run();
        server
    }

    fn run(&mut self) {
        assert!(self.run_under(&[]), "no address: {}", self.log());
    }

    /// Starts it with more in its environment; says whether it came to listen, or ended before that.
    pub fn run_under(&mut self, environment: &[(&str, &std::ffi::OsStr)]) -> bool {
        self.kill();
        let mut command = self.home.process(assert_cmd::cargo::cargo_bin!("outlay"));
        // Time passes for the server, unless a test holds it still: later edits are later.
        match &self.now {
            Some(now) => command.env("OUTLAY_NOW", now),
            None => command.env_remove("OUTLAY_NOW"),
        };
        command.envs(environment.iter().copied());
        command.arg("serve").args(["--listen", &format!("127.0.0.1:{}", self.port)]).args(&self.options);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (said, listening) = mpsc::channel();
        let log = self.home.path("server.log");
        std::thread::spawn(move || {
            let mut log = std::fs::File::options().append(true).create(true).open(log).unwrap();
            while let Some(Ok(line)) = lines.next() {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    let _ = said.send(address.to_owned());
                }
                let _ = writeln!(log, "{line}");
            }
        });
        self.child = Some(child);
        match listening.recv_timeout(PATIENCE) {
            Ok(address) => {
                self.port = address.rsplit(':').next().unwrap().parse().unwrap();
                true
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                // Its stderr is closed a moment before the system counts it as ended.
                self.child.as_mut().unwrap().wait().unwrap();
                false
            }
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("no address: {}", self.log()),
        }
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.as_mut().is_none_or(|child| child.try_wait().unwrap().is_some())
    }

    /// The server's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The home that the server runs in.
    pub fn home(&self) -> &Sandbox {
        &self.home
    }

    /// Its database.
    pub fn database(&self) -> PathBuf {
        self.home.path("data/outlay/server.db")
    }

    /// What it said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.home.path("server.log")).unwrap_or_default()
    }

    /// Adds a user, as an operator does.
    pub fn add_user(&self, email: &str, password: &str) {
        self.home
            .outlay(["serve", "user", "add", email, "--password-stdin"])
            .write_stdin(format!("{password}\n"))
            .assert()
            .success();
    }

    /// The most memory that it ever had, in KiB; `None` where the system does not tell.
    pub fn peak_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.as_ref()?.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.child.take().unwrap().wait().unwrap()
    }

    /// Sends it a signal by name.
    pub fn signal(&self, name: &str) {
        let id = self.child.as_ref().unwrap().id().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.take().unwrap().wait().unwrap()
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it again on the same port and database.
    pub fn restart(&mut self) {
        self.kill();
        self.run();
    }

    /// Starts it again so many days from now, where its time stands still, once.
    pub fn restart_in_days(&mut self, days: i64) {
        let then = chrono::Utc::now() + chrono::TimeDelta::days(days);
        let now = self.now.replace(then.to_rfc3339());
        self.restart();
        self.now = now;
    }

    /// [`Server::restart`] at another time.
    pub fn restart_at(&mut self, now: &str) {
        self.now = Some(now.to_owned());
        self.restart();
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        connect(self.port)
    }

    /// Sends one request.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        send_to(self.port, method, path, headers, body)
    }

    /// Posts JSON, with an access token if there is one.
    pub fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        self.send("POST", path, &headers, &serde_json::to_vec(body).unwrap())
    }

    /// Logs in and gives the answer.
    pub fn login(&self, email: &str, password: &str) -> Answer {
        let request =
            json!({"protocol": 1, "email": email, "password": password, "device": "test", "version": "0"});
        self.post("/v1/auth/login", None, &request)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends one request to a port.
pub fn send_to(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = connect(port);
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("content-length: {}\r\n\r\n", body.len());
    stream.write_all(request.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    read_answer(stream)
}

/// Reads an answer until the server closes.
pub fn read_answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    Answer {
        status: head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0),
        head: head.to_ascii_lowercase(),
        body: serde_json::from_str(body).unwrap_or_default(),
    }
}

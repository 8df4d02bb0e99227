//! The proxy against a server that answers with the number and the body of each request.

use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::http::{Message, read_answer, read_request};
use super::{Counts, Fault, Hold, PATIENCE, Plan, Proxy, Returned};

/// A server that keeps what it was sent.
struct Stub {
    addr: SocketAddr,
    bodies: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Stub {
    fn start() -> Self {
        Self::answering(|number, body| {
            let body = format!("{number}:{body}");
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        })
    }

    /// One connection at a time: the proxy opens one for each request.
    fn answering(answer: impl Fn(usize, &str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let addr = listener.local_addr().unwrap();
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (bodies, stopped) = (Arc::clone(&bodies), Arc::clone(&stopped));
            move || {
                for client in listener.incoming() {
                    if stopped.load(Ordering::SeqCst) {
                        return;
                    }
                    let client = client.unwrap();
                    let Ok(Some(request)) = read_request(&mut BufReader::new(&client), &client) else {
                        continue;
                    };
                    let body = String::from_utf8(request.body().to_vec()).unwrap();
                    let number = {
                        let mut bodies = bodies.lock().unwrap();
                        bodies.push(body.clone());
                        bodies.len()
                    };
                    let _ = (&client).write_all(answer(number, &body).as_bytes()); // the proxy may be gone
                }
            }
        });
        Self { addr, bodies, stopped, thread: Some(thread) }
    }

    fn bodies(&self) -> Vec<String> {
        self.bodies.lock().unwrap().clone()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.addr);
        let _ = self.thread.take().unwrap().join();
    }
}

/// One client's connection.
struct Client {
    reader: BufReader<TcpStream>,
}

impl Client {
    fn connect(proxy: &Proxy) -> Self {
        let stream = TcpStream::connect(proxy.addr()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self { reader: BufReader::new(stream) }
    }

    fn send(&mut self, body: &str) -> io::Result<()> {
        let length = body.len();
        let request =
            format!("POST /v1/sync HTTP/1.1\r\nHost: stub\r\nContent-Length: {length}\r\n\r\n{body}");
        self.reader.get_mut().write_all(request.as_bytes())
    }

    fn ask(&mut self, body: &str) -> io::Result<Message> {
        self.send(body)?;
        read_answer(&mut self.reader, false)
    }
}

fn text(answer: &Message) -> &str {
    std::str::from_utf8(answer.body()).unwrap()
}

fn ask(proxy: &Proxy, body: &str) -> io::Result<Message> {
    Client::connect(proxy).ask(body)
}

/// A server, and a proxy in front of it that does this to the first request.
fn with(fault: Fault) -> (Stub, Proxy) {
    let stub = Stub::start();
    let proxy = Proxy::start(stub.addr, Plan::script([fault]));
    (stub, proxy)
}

#[test]
fn what_passes_is_not_changed_and_a_connection_carries_several_requests() {
    let stub = Stub::start();
    let proxy = Proxy::start(stub.addr, Plan::pass());
    let mut client = Client::connect(&proxy);
    assert_eq!(text(&client.ask("a").unwrap()), "1:a");
    assert_eq!(text(&client.ask("b").unwrap()), "2:b");
    assert_eq!(stub.bodies(), ["a", "b"]);
    let expected = Counts { connections: 1, requests: 2, forwarded: 2, passed: 2, ..Counts::default() };
    assert_eq!(proxy.counts(), expected);
    assert_eq!(proxy.url(), format!("http://{}", proxy.addr()));
}

#[test]
fn a_refused_connection_brings_nothing_to_the_server() {
    let (stub, proxy) = with(Fault::Refuse);
    assert!(ask(&proxy, "a").is_err());
    assert_eq!(text(&ask(&proxy, "b").unwrap()), "1:b");
    assert_eq!(stub.bodies(), ["b"]);
    assert_eq!((proxy.counts().refused, proxy.counts().connections), (1, 2));
}

#[test]
fn a_dropped_request_never_reaches_the_server() {
    let (stub, proxy) = with(Fault::DropRequest);
    assert!(ask(&proxy, "a").is_err());
    assert_eq!(stub.bodies(), [""; 0]);
    assert_eq!((proxy.counts().requests_dropped, proxy.counts().forwarded), (1, 0));
}

#[test]
fn of_a_cut_request_the_server_gets_a_part_however_long_the_cut() {
    for bytes in [0, 30, usize::MAX] {
        let (stub, proxy) = with(Fault::CutRequest(bytes));
        assert!(ask(&proxy, "abc").is_err());
        assert_eq!(text(&ask(&proxy, "b").unwrap()), "1:b");
        assert_eq!(stub.bodies(), ["b"]);
        assert_eq!(proxy.counts().requests_cut, 1);
    }
}

#[test]
fn when_an_answer_is_dropped_the_server_has_carried_it_out() {
    let (stub, proxy) = with(Fault::DropAnswer);
    assert!(ask(&proxy, "a").is_err());
    assert_eq!(stub.bodies(), ["a"]);
    assert_eq!((proxy.counts().answers_dropped, proxy.counts().forwarded), (1, 1));
}

#[test]
fn a_truncated_answer_has_so_many_bytes_and_never_all_of_them() {
    let whole = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n1:a";
    for (bytes, left) in [(0, 0), (20, 20), (whole.len() - 1, whole.len() - 1), (usize::MAX, whole.len() - 1)]
    {
        let (stub, proxy) = with(Fault::TruncateAnswer(bytes));
        let mut client = Client::connect(&proxy);
        client.send("a").unwrap();
        let mut got = String::new();
        client.reader.read_to_string(&mut got).unwrap();
        assert_eq!(got, whole[..left]);
        assert_eq!(stub.bodies(), ["a"]);
        assert_eq!(proxy.counts().answers_truncated, 1);
    }
}

#[test]
fn a_delay_lasts_at_least_as_long_as_it_should() {
    let delay = Duration::from_millis(30);
    for fault in [Fault::DelayRequest(delay), Fault::DelayAnswer(delay)] {
        let (_stub, proxy) = with(fault);
        let begun = Instant::now();
        assert_eq!(text(&ask(&proxy, "a").unwrap()), "1:a");
        assert!(begun.elapsed() >= delay);
        assert_eq!(proxy.counts().delayed, 1);
    }
}

#[test]
fn a_request_is_sent_twice_and_either_answer_comes_back() {
    for (returned, answer) in [(Returned::First, "1:a"), (Returned::Second, "2:a")] {
        let (stub, proxy) = with(Fault::Twice(returned));
        assert_eq!(text(&ask(&proxy, "a").unwrap()), answer);
        assert_eq!(stub.bodies(), ["a", "a"]);
        assert_eq!((proxy.counts().repeated, proxy.counts().forwarded), (1, 2));
    }
}

#[test]
fn the_proxy_answers_by_itself_and_the_connection_goes_on() {
    for (status, retry_after) in [(413, None), (429, Some(7)), (500, None), (503, Some(0))] {
        let (stub, proxy) = with(Fault::Answer { status, retry_after });
        let mut client = Client::connect(&proxy);
        let answer = client.ask("a").unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.header("retry-after").map(str::to_owned), retry_after.map(|s| s.to_string()));
        assert_eq!(text(&client.ask("b").unwrap()), "1:b");
        assert_eq!(stub.bodies(), ["b"]);
        assert_eq!((proxy.counts().answered, proxy.counts().injected()), (1, 1));
    }
}

#[test]
fn what_is_held_waits_on_its_side_of_the_server_until_it_is_let_go() {
    for (hold, had) in [(Hold::Request, 0), (Hold::Answer, 1)] {
        let (stub, proxy) = with(Fault::Hold(hold));
        let mut client = Client::connect(&proxy);
        client.send("a").unwrap();
        proxy.await_held(1);
        assert_eq!(stub.bodies().len(), had);
        proxy.release();
        assert_eq!(text(&read_answer(&mut client.reader, false).unwrap()), "1:a");
        assert_eq!(proxy.counts().held, 1);
    }
}

#[test]
fn one_that_is_held_does_not_hold_others() {
    let (_stub, proxy) = with(Fault::Hold(Hold::Request));
    let mut client = Client::connect(&proxy);
    client.send("a").unwrap();
    proxy.await_held(1);
    assert_eq!(text(&ask(&proxy, "b").unwrap()), "1:b");
    proxy.release();
    assert_eq!(text(&read_answer(&mut client.reader, false).unwrap()), "2:a");
}

#[test]
fn a_proxy_that_goes_breaks_off_what_waits_and_listens_no_more() {
    let is_refused_after_it = || {
        let (_stub, proxy) = with(Fault::Hold(Hold::Request));
        let mut client = Client::connect(&proxy);
        client.send("a").unwrap();
        proxy.await_held(1);
        let addr = proxy.addr();
        drop(proxy);
        assert!(read_answer(&mut client.reader, false).is_err());
        TcpStream::connect(addr).is_err()
    };
    // Another test may be given the port that is free again, hardly several times.
    assert!((0..5).any(|_| is_refused_after_it()));
}

#[test]
fn a_server_that_is_gone_breaks_the_connection_and_one_that_is_elsewhere_is_found() {
    let (first, second) = (Stub::start(), Stub::start());
    let proxy = Proxy::start(first.addr, Plan::pass());
    drop(first);
    assert!(ask(&proxy, "a").is_err());
    assert_eq!(proxy.counts().unreachable, 1);
    proxy.lead_to(second.addr);
    assert_eq!(text(&ask(&proxy, "b").unwrap()), "1:b");
}

#[test]
fn a_plan_may_keep_to_some_requests_and_be_changed() {
    let stub = Stub::start();
    let other = Plan::always(Fault::Answer { status: 500, retry_after: None }).only("/v1/auth");
    let proxy = Proxy::start(stub.addr, other);
    assert_eq!(ask(&proxy, "a").unwrap().status(), 200);
    proxy.set_plan(Plan::always(Fault::Answer { status: 503, retry_after: None }).only("/sync"));
    for _ in 0..3 {
        assert_eq!(ask(&proxy, "a").unwrap().status(), 503);
    }
    proxy.set_plan(Plan::always(Fault::Refuse).only("/sync"));
    assert!(ask(&proxy, "a").is_err());
}

#[test]
fn bodies_in_chunks_interim_answers_and_answers_without_a_length_are_understood() {
    let stub = Stub::answering(|number, body| match number {
        1 => "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
              3\r\nabc\r\n0\r\n\r\n"
            .to_owned(),
        2 => "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
        _ => format!("HTTP/1.1 200 OK\r\n\r\n{body}"),
    });
    let proxy = Proxy::start(stub.addr, Plan::pass());
    let mut client = Client::connect(&proxy);
    let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n";
    client.reader.get_mut().write_all(head.as_bytes()).unwrap();
    client.reader.get_mut().write_all(b"2\r\nhi\r\n0\r\n\r\n").unwrap();
    assert_eq!(text(&read_answer(&mut client.reader, false).unwrap()), "3\r\nabc\r\n0\r\n\r\n");
    assert_eq!(client.ask("x").unwrap().status(), 204);
    let last = client.ask("to the end").unwrap();
    assert_eq!(text(&last), "to the end");
    assert!(last.closes());
    assert_eq!(stub.bodies()[0], "2\r\nhi\r\n0\r\n\r\n");
}

#[test]
fn the_same_seed_does_the_same_and_does_everything() {
    let faults = |seed, percent| {
        let mut plan = Plan::seeded(seed, percent);
        (0..500).map(|_| plan.next("/")).collect::<Vec<_>>()
    };
    assert_eq!(faults(7, 50), faults(7, 50));
    assert_ne!(faults(7, 50), faults(8_000, 50));
    assert!(faults(7, 0).iter().all(|fault| *fault == Fault::Pass));
    let kinds = |faults: Vec<Fault>| {
        let mut kinds: Vec<_> = faults.iter().map(std::mem::discriminant).collect();
        kinds.dedup();
        kinds.iter().enumerate().filter(|(place, kind)| !kinds[..*place].contains(kind)).count()
    };
    assert_eq!(kinds(faults(7, 50)), 10, "everything but holding");
    let half = faults(7, 50).iter().filter(|fault| **fault != Fault::Pass).count();
    assert!((200..300).contains(&half), "{half} of 500");
}

#[test]
fn under_a_seeded_plan_every_request_comes_through_in_the_end() {
    let stub = Stub::start();
    let proxy = Proxy::start(stub.addr, Plan::seeded(42, 60));
    for number in 0..40 {
        let body = format!("request {number}");
        let tries = (0..200).find(|_| {
            ask(&proxy, &body).is_ok_and(|answer| answer.status() == 200 && text(&answer).ends_with(&body))
        });
        assert!(tries.is_some(), "{body} never came through");
        assert!(stub.bodies().contains(&body));
    }
    assert!(proxy.counts().injected() > 20, "{:?}", proxy.counts());
}

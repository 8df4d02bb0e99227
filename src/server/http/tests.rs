use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use serde_json::Value;
use tokio::net::TcpListener;

use super::app::App;
use super::connection::{Activity, Limited};
use super::options::{LOGINS_MAX, Options, PASSWORDS_MAX, WORKERS_MAX};
use super::router::router;
use crate::clock::Clock;
use crate::protocol::accounts::Secret;
use crate::server::service::Service;
use crate::server::storage::sqlite::Sqlite;
use crate::server::storage::{Job, Storage, StorageError};

/// A storage that can be told to have a bug.
struct Buggy {
    storage: Sqlite,
    panics: AtomicBool,
}

impl Storage for Buggy {
    fn write(&self, job: Job) -> Result<(), StorageError> {
        assert!(!self.panics.load(Ordering::SeqCst), "ana@example.org paid 12.50 EUR");
        self.storage.write(job)
    }

    fn read(&self, job: Job) -> Result<(), StorageError> {
        assert!(!self.panics.load(Ordering::SeqCst), "ana@example.org paid 12.50 EUR");
        self.storage.read(job)
    }
}

fn app(storage: Arc<dyn Storage>) -> App {
    App::new(Service::new(storage).unwrap(), Options::default(), Clock::system()).unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap())
}

fn get(address: SocketAddr, path: &str) -> (u16, Value) {
    ask(address, "GET", path, "")
}

fn login(address: SocketAddr) -> (u16, Value) {
    let body =
        r#"{"protocol":1,"email":"ana@example.org","password":"correct horse","device":"d","version":"0"}"#;
    ask(address, "POST", "/v1/auth/login", body)
}

#[test]
fn a_bug_behind_a_request_is_a_500_without_a_word_of_it_and_the_server_goes_on() {
    let storage = Arc::new(Buggy { storage: Sqlite::in_memory().unwrap(), panics: AtomicBool::new(false) });
    let app = app(storage.clone());
    let options = app.options;
    let runtime = runtime();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let listener = Limited::new(listener, options.connections, options.idle_time);
    app.accounts.add("ana@example.org", &Secret::new("correct horse".to_owned()), 0).unwrap();
    let router = router(app).into_make_service_with_connect_info::<Activity>();
    runtime.spawn(async move { axum::serve(listener, router).await });
    assert_eq!(get(address, "/readyz").0, 200);
    storage.panics.store(true, Ordering::SeqCst);
    for _ in 0..40 {
        let (status, body) = get(address, "/readyz");
        assert_eq!((status, &body["code"]), (503, &Value::from("unavailable")));
    }
    let (status, body) = login(address);
    assert_eq!((status, &body["code"]), (500, &Value::from("internal")));
    assert_eq!((&body["status"], &body["detail"]), (&Value::from(500), &Value::from("the server failed")));
    assert_eq!(body["request_id"].as_str().unwrap().len(), 32);
    storage.panics.store(false, Ordering::SeqCst);
    assert_eq!(get(address, "/readyz").0, 200);
    assert_eq!(login(address).0, 200);
}

/// Whether a future is done when it is looked at once.
fn is_ready(future: std::pin::Pin<&mut impl Future>) -> bool {
    matches!(future.poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(_))
}

#[test]
fn requests_that_look_at_a_password_are_so_many_at_once() {
    let app = app(Arc::new(Sqlite::in_memory().unwrap()));
    let mut places: Vec<_> = (1..LOGINS_MAX).map(|_| app.begin_login().unwrap()).collect();
    places.push(app.begin_login().unwrap());
    let above = app.begin_login().unwrap_err();
    assert_eq!(above.code, crate::protocol::problem::ProblemCode::Unavailable);
    places.pop();
    assert!(app.begin_login().is_ok());
}

#[test]
fn calls_and_passwords_run_so_many_at_once() {
    let runtime = runtime();
    let _guard = runtime.enter();
    for is_password in [false, true] {
        let app = app(Arc::new(Sqlite::in_memory().unwrap()));
        let most = if is_password { PASSWORDS_MAX } else { WORKERS_MAX };
        let (began, has_begun) = mpsc::channel();
        let mut leave = Vec::new();
        let mut call = || {
            let (app, began) = (app.clone(), began.clone());
            let (go, may_go) = mpsc::channel::<()>();
            leave.push(go);
            async move {
                let job = move |_: &App| {
                    began.send(()).unwrap();
                    // Ends when the test has dropped the other side, too.
                    let _ = may_go.recv();
                    Ok(())
                };
                if is_password { app.work_on_password(job).await } else { app.work(job).await }
            }
        };
        let mut running: Vec<_> = (0..most).map(|_| Box::pin(call())).collect();
        for future in &mut running {
            assert!(!is_ready(future.as_mut()));
            has_begun.recv().unwrap();
        }
        let mut above = pin!(call());
        assert!(!is_ready(above.as_mut()));
        assert!(has_begun.try_recv().is_err(), "one more than {most} ran");
        leave[0].send(()).unwrap();
        runtime.block_on(running.remove(0)).unwrap();
        assert!(!is_ready(above.as_mut()));
        has_begun.recv().unwrap();
        leave.clear();
        runtime.block_on(above).unwrap();
    }
}

#[test]
fn what_a_panic_says_is_in_no_record() {
    let app = app(Arc::new(Sqlite::in_memory().unwrap()));
    runtime().block_on(async {
        let failed = app.work::<()>(|_| panic!("ana@example.org paid 12.50 EUR")).await.unwrap_err();
        assert_eq!(failed.detail, "a task ended by a panic");
        let ended = tokio::spawn(async { panic!("ana@example.org paid 12.50 EUR") }).await.unwrap_err();
        assert_eq!(super::failure::Failure::ended(&ended).detail, "a task ended by a panic");
    });
}

//! Against a publisher of our own that answers, breaks off, and changes its mind.

use super::*;
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// What the publisher does with one request.
#[derive(Clone)]
struct Behaviour {
    body: Vec<u8>,
    etag: &'static str,
    /// Bytes after which the connection breaks off, when the whole is asked for.
    cut: Option<usize>,
    status: u16,
    digest: Option<&'static str>,
}

struct Publisher {
    url: String,
    behaviour: Arc<Mutex<Behaviour>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Publisher {
    fn new(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/list.csv", listener.local_addr().expect("an address"));
        let (behaviour, requests) = (Arc::new(Mutex::new(behaviour)), Arc::<Mutex<Vec<String>>>::default());
        let (held, seen) = (Arc::clone(&behaviour), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let behaviour = held.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let request = answer(stream, &behaviour);
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            }
        });
        Self { url, behaviour, requests }
    }

    fn set(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.behaviour.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn last_request(&self) -> String {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).last().cloned().unwrap_or_default()
    }

    fn options(&self) -> Options {
        Options { urls: Some(vec![self.url.clone()]), attempts: 2, ..Options::default() }
    }
}

fn answer(mut stream: TcpStream, behaviour: &Behaviour) -> String {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    while reader.read_line(&mut request).is_ok_and(|read| read > 2) {}
    let request = request.to_lowercase();
    let header = |name: &str| request.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    if behaviour.status != 200 {
        let _ = write!(
            stream,
            "HTTP/1.1 {} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            behaviour.status
        );
        return request;
    }
    if header("if-none-match:") == Some(behaviour.etag) {
        let _ = write!(stream, "HTTP/1.1 304 x\r\nconnection: close\r\n\r\n");
        return request;
    }
    let from = header("range: bytes=")
        .filter(|_| header("if-range:") == Some(behaviour.etag))
        .and_then(|range| range.trim_end_matches('-').parse::<usize>().ok());
    let body = &behaviour.body[from.unwrap_or(0)..];
    let status = if from.is_some() { "206 Partial Content" } else { "200 OK" };
    let digest =
        behaviour.digest.map_or_else(String::new, |digest| format!("repr-digest: sha-256=:{digest}:\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\netag: {}\r\nlast-modified: Tue, 15 Sep 2026 08:12:31 GMT\r\n{digest}content-length: {}\r\nconnection: close\r\n\r\n",
        behaviour.etag,
        body.len()
    );
    let sent =
        if from.is_none() { &body[..behaviour.cut.unwrap_or(body.len()).min(body.len())] } else { body };
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(sent));
    request
}

fn good() -> Behaviour {
    Behaviour {
        body: (0..100_000_u32).flat_map(u32::to_le_bytes).collect(),
        etag: "\"v1\"",
        cut: None,
        status: 200,
        digest: None,
    }
}

fn source() -> Source {
    crate::lists::sources()[0].clone()
}

fn bytes_of(fetched: Fetched) -> Vec<u8> {
    match fetched {
        Fetched::Files { mut files, .. } => files.remove(0).1,
        Fetched::NotModified => panic!("nothing was fetched"),
    }
}

#[test]
fn what_was_imported_is_not_fetched_again() {
    let (publisher, folder) = (Publisher::new(good()), tempfile::tempdir().expect("a folder"));
    let options = publisher.options();
    let first = fetch(&source(), folder.path(), &options).expect("fetched");
    let Fetched::Files { files, published } = first else { panic!("nothing was fetched") };
    assert_eq!(files[0].0, "list.csv");
    assert_eq!(files[0].1, good().body);
    assert_eq!(published.map(|day| day.to_string()).as_deref(), Some("2026-09-15"));
    // Not yet imported: the file is handed over again, from the disk.
    assert!(matches!(fetch(&source(), folder.path(), &options), Ok(Fetched::Files { .. })));
    accept(&source(), folder.path(), &options).expect("noted");
    assert_eq!(fetch(&source(), folder.path(), &options).expect("asked"), Fetched::NotModified);
    assert!(publisher.last_request().contains("if-none-match: \"v1\""));
    publisher.set(|it| {
        it.etag = "\"v2\"";
        it.body = b"new".to_vec();
    });
    assert_eq!(bytes_of(fetch(&source(), folder.path(), &options).expect("fetched")), b"new");
}

#[test]
fn a_transfer_that_breaks_off_is_taken_up_where_it_ended() {
    let (publisher, folder) =
        (Publisher::new(Behaviour { cut: Some(12_345), ..good() }), tempfile::tempdir().expect("a folder"));
    let fetched = fetch(&source(), folder.path(), &publisher.options()).expect("fetched");
    assert_eq!(bytes_of(fetched), good().body);
    assert!(publisher.last_request().contains("range: bytes=12345-"), "{}", publisher.last_request());
}

#[test]
fn a_truncated_download_never_replaces_a_good_one() {
    let (publisher, folder) = (Publisher::new(good()), tempfile::tempdir().expect("a folder"));
    let options = Options { attempts: 1, ..publisher.options() };
    fetch(&source(), folder.path(), &options).expect("fetched");
    accept(&source(), folder.path(), &options).expect("noted");
    publisher.set(|it| {
        it.etag = "\"v2\"";
        it.cut = Some(10);
    });
    assert!(matches!(fetch(&source(), folder.path(), &options), Err(FetchError::Broken { .. })));
    assert_eq!(std::fs::read(folder.path().join("list.csv")).expect("still there"), good().body);
    // The publisher changes the file again meanwhile: the part of the other version is not continued.
    publisher.set(|it| {
        it.etag = "\"v3\"";
        it.cut = None;
        it.body = b"third".to_vec();
    });
    assert_eq!(bytes_of(fetch(&source(), folder.path(), &options).expect("fetched")), b"third");
}

#[test]
fn bytes_that_do_not_have_the_digest_sent_are_thrown_away() {
    let digest = Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let (publisher, folder) =
        (Publisher::new(Behaviour { digest, ..good() }), tempfile::tempdir().expect("a folder"));
    let error = fetch(&source(), folder.path(), &publisher.options()).expect_err("refused");
    assert!(error.to_string().contains("SHA-256"), "{error}");
    assert!(!folder.path().join("list.csv").exists());
}

#[test]
fn a_publisher_that_refuses_is_named() {
    let (publisher, folder) =
        (Publisher::new(Behaviour { status: 403, ..good() }), tempfile::tempdir().expect("a folder"));
    let error = fetch(&source(), folder.path(), &publisher.options()).expect_err("refused");
    assert!(error.to_string().contains("403"), "{error}");
}

#[test]
fn a_file_without_end_is_given_up() {
    let (publisher, folder) = (Publisher::new(good()), tempfile::tempdir().expect("a folder"));
    let options = Options { most_bytes: 1000, ..publisher.options() };
    assert!(matches!(fetch(&source(), folder.path(), &options), Err(FetchError::Damaged { .. })));
}

#[test]
fn addresses_without_a_file_name_get_one() {
    for (url, name) in [
        ("https://example.org/a/list.csv?token=1", "list.csv"),
        ("https://example.org/a/content?token=1", "file-3"),
        ("https://example.org/", "file-3"),
        ("https://example.org/../..", "file-3"),
    ] {
        assert_eq!(file_name(url, 2), name, "{url}");
    }
}

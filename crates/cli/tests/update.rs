//! `lists update` against a publisher of our own: fetched once, never replaced by what is cut short or half empty.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    process::{Command, Output},
    sync::{Arc, Mutex},
    thread,
};

/// A list of `entries` invented companies in the form of the Consolidated Screening List.
fn list(day: &str, entries: usize) -> String {
    let source = "Unverified List (UVL) - Bureau of Industry and Security";
    let results: Vec<String> = (0..entries)
        .map(|n| format!(r#"{{"id":"{n}","source":"{source}","name":"Invented Works {n} of {day}"}}"#))
        .collect();
    format!(r#"{{"results":[{}],"search_performed_at":"{day}T00:00:00Z"}}"#, results.join(","))
}

/// What the publisher sends: the body, its tag, and the bytes after which it breaks off.
type Answer = Arc<Mutex<(String, &'static str, Option<usize>)>>;

fn publish(answer: &Answer) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/consolidated.json", listener.local_addr().expect("an address"));
    let answer = Arc::clone(answer);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
            while reader.read_line(&mut request).is_ok_and(|read| read > 2) {}
            let (body, tag, cut) = answer.lock().expect("unbroken").clone();
            let sent = &body[..cut.unwrap_or(body.len())];
            let _ = if request.contains(&format!("\"{tag}\""))
                && request.to_lowercase().contains("if-none-match")
            {
                write!(stream, "HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n")
            } else {
                let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n";
                write!(stream, "{head}etag: \"{tag}\"\r\ncontent-length: {}\r\n\r\n{sent}", body.len())
            };
        }
    });
    url
}

#[test]
fn an_update_takes_what_is_whole_and_keeps_what_it_has_otherwise() {
    let home = tempfile::tempdir().expect("a folder");
    let answer: Answer = Arc::new(Mutex::new((list("2026-01-01", 25_000), "v1", None)));
    let url = publish(&answer);
    let run = |arguments: &[&str]| -> Output {
        Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .env("CHOKEPOINT_HOME", home.path())
            .output()
            .expect("the program runs")
    };
    let update = |code: i32, told: &str| {
        let output = run(&["lists", "update", "us_csl", "--from", &url]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(code), "{text}{}", String::from_utf8_lossy(&output.stderr));
        assert!(text.contains(told), "{text}");
    };
    let holds = |name: &str| {
        let output = run(&["screen", "--name", name, "--fail-on-hit", "--as-of", "2026-11-24"]);
        output.status.code() == Some(1)
    };

    update(0, "25000 records");
    assert!(holds("Invented Works 77 of 2026-01-01"));
    update(0, "nothing newer");

    *answer.lock().expect("unbroken") = (list("2026-02-01", 25_000), "v2", Some(100_000));
    update(3, "stays in force");
    assert!(holds("Invented Works 77 of 2026-01-01"), "a download that breaks off replaces nothing");

    *answer.lock().expect("unbroken") = (list("2026-03-01", 12), "v3", None);
    update(3, "fetched 12 records, where between");
    assert!(holds("Invented Works 77 of 2026-01-01"), "a half-empty list replaces nothing");

    *answer.lock().expect("unbroken") = (list("2026-04-01", 25_100), "v4", None);
    update(0, "25100 records");
    assert!(holds("Invented Works 77 of 2026-04-01"));
}

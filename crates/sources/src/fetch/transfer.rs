//! One file from one address: asked for only when changed, taken up again where it broke off, checked, put in place.

use super::{FetchError, Options, State};
use base64::Engine as _;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::Path,
    thread,
    time::Duration,
};
use ureq::{Agent, http::Response};

pub(super) fn agent(options: &Options) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_connect(Some(options.patience))
        .timeout_resolve(Some(options.patience))
        .timeout_recv_response(Some(options.patience_for_an_answer))
        .user_agent(concat!("chokepoint/", env!("CARGO_PKG_VERSION")))
        .build()
        .into()
}

/// Brings the file at `url` to `path`; says whether it is another than the one held.
pub(super) fn transfer(
    agent: &Agent,
    url: &str,
    path: &Path,
    mut state: State,
    options: &Options,
) -> Result<bool, FetchError> {
    let broken = |reason: String| FetchError::Broken { url: without_query(url), reason };
    let mut last = String::new();
    for attempt in 0..options.attempts.max(1) {
        if attempt > 0 {
            // Half a second, a second, two: a publisher that is restarting is back by then.
            thread::sleep(Duration::from_millis(250 << attempt.min(4)));
        }
        let response = match request(agent, url, path, &state) {
            Ok(response) => response,
            // No network is no matter of patience.
            Err(error) if is_no_network(&error) => {
                return Err(FetchError::Unreachable { url: without_query(url), reason: error.to_string() });
            }
            Err(error) => {
                last = error.to_string();
                continue;
            }
        };
        let status = response.status().as_u16();
        match status {
            304 => return Ok(false),
            200 | 206 => match receive(response, path, &mut state, options) {
                Ok(()) => return Ok(true),
                Err(Broke::Off(reason)) => last = reason,
                Err(Broke::Damaged(reason)) => {
                    return Err(FetchError::Damaged { url: without_query(url), reason });
                }
                Err(Broke::Io(error)) => return Err(error.into()),
            },
            // The part held is longer than the file: it is of another version.
            416 => discard_part(path, &mut state)?,
            429 | 500..=599 => last = format!("the publisher answered {status}"),
            _ => return Err(FetchError::Status { url: without_query(url), status }),
        }
    }
    Err(broken(last))
}

/// The address without what follows `?`: publishers put tokens there, and messages are passed on.
fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Whether there is no way to the host at all.
fn is_no_network(error: &ureq::Error) -> bool {
    use io::ErrorKind::{HostUnreachable, NetworkDown, NetworkUnreachable};
    match error {
        ureq::Error::HostNotFound => true,
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => true,
        ureq::Error::Io(error) => {
            matches!(error.kind(), HostUnreachable | NetworkDown | NetworkUnreachable)
                || error.to_string().contains("failed to lookup address")
        }
        _ => false,
    }
}

fn request(
    agent: &Agent,
    url: &str,
    path: &Path,
    state: &State,
) -> Result<Response<ureq::Body>, ureq::Error> {
    // Compressed transfers cannot be taken up in the middle.
    let mut request = agent.get(url).header("accept-encoding", "identity");
    let held = part(path).metadata().map_or(0, |meta| meta.len());
    if let (Some(version), true) = (&state.part, held > 0) {
        request = request.header("range", format!("bytes={held}-")).header("if-range", version);
    } else if path.exists() && !state.digest.is_empty() {
        if let Some(etag) = &state.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(time) = &state.last_modified {
            request = request.header("if-modified-since", time);
        }
    }
    request.call()
}

enum Broke {
    /// The transfer ended early; the part is kept.
    Off(String),
    /// What came is not what the publisher says.
    Damaged(String),
    /// Our own side failed.
    Io(io::Error),
}

impl From<io::Error> for Broke {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn receive(
    mut response: Response<ureq::Body>,
    path: &Path,
    state: &mut State,
    options: &Options,
) -> Result<(), Broke> {
    let header =
        |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let is_rest = response.status().as_u16() == 206;
    let (etag, last_modified) = (header("etag"), header("last-modified"));
    // A weak tag does not name bytes, so a part cannot be continued by it.
    let version = etag.clone().filter(|tag| !tag.starts_with("W/")).or_else(|| last_modified.clone());
    let length = header("content-length").and_then(|text| text.parse::<u64>().ok());
    let digest = header("repr-digest").or_else(|| header("digest")).and_then(|text| sent_digest(&text));

    let mut file = open_part(path, is_rest)?;
    let held = file.metadata()?.len();
    state.part = version;
    remember(path, state)?;
    let expected = length.map(|length| length + held);
    let mut body = response.body_mut().as_reader();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut size = held;
    loop {
        match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => {
                file.write_all(&buffer[..read])?;
                size += read as u64;
            }
            Err(error) => return Err(Broke::Off(format!("broke off after {size} bytes: {error}"))),
        }
        if size > options.most_bytes {
            discard_part(path, state)?;
            return Err(Broke::Damaged(format!("more than {} bytes", options.most_bytes)));
        }
    }
    if let Some(expected) = expected.filter(|expected| *expected != size) {
        return Err(Broke::Off(format!("broke off after {size} of {expected} bytes")));
    }
    file.sync_all()?;
    drop(file);

    let found = sha256(&part(path))?;
    if let Some(sent) = digest.filter(|sent| sent[..] != found[..]) {
        discard_part(path, state)?;
        return Err(Broke::Damaged(format!(
            "its SHA-256 is {}, the publisher says {}",
            hex(&found),
            hex(&sent)
        )));
    }
    let digest = hex(&found);
    // The same bytes again are no news, even from a publisher that knows no conditional requests.
    let accepted = state.accepted && state.digest == digest;
    fs::rename(part(path), path)?;
    *state = State { url: state.url.clone(), etag, last_modified, digest, accepted, part: None };
    remember(path, state)?;
    Ok(())
}

fn open_part(path: &Path, is_rest: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    if is_rest {
        options.append(true)
    } else {
        options.write(true).truncate(true)
    };
    options.create(true).open(part(path))
}

fn part(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn discard_part(path: &Path, state: &mut State) -> io::Result<()> {
    state.part = None;
    if part(path).exists() {
        fs::remove_file(part(path))?;
    }
    remember(path, state)
}

fn remember(path: &Path, state: &State) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    state.write(folder, &name)
}

/// The SHA-256 of `Repr-Digest: sha-256=:…:` (RFC 9530) or `Digest: SHA-256=…` (RFC 3230).
fn sent_digest(header: &str) -> Option<Vec<u8>> {
    let (_, value) = header
        .split(',')
        .filter_map(|one| one.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("sha-256"))?;
    base64::prelude::BASE64_STANDARD.decode(value.trim_matches(':')).ok()
}

fn sha256(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, mut hasher, mut buffer) = (File::open(path)?, Sha256::new(), vec![0_u8; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().to_vec()),
            read => hasher.update(&buffer[..read]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

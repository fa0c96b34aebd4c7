use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A line between a browser and a door that notes what goes over it, and can be made to fail.
#[derive(Clone)]
pub struct Wire(Arc<Inner>);

struct Inner {
    address: String,
    sent: Mutex<Vec<u8>>,
    cuts_left: AtomicUsize,
    cut_after: AtomicUsize,
    changes_modules: AtomicBool,
    holds_modules: AtomicBool,
    changes: Mutex<Option<(&'static str, &'static str)>>,
    asks_instead: Mutex<Option<(&'static str, &'static str)>>,
}

impl Wire {
    /// Opens a line to a door, given as `http://host:port`.
    pub fn to(door: &str) -> Self {
        let door = door.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let wire = Self(Arc::new(Inner {
            address,
            sent: Mutex::default(),
            cuts_left: AtomicUsize::new(0),
            cut_after: AtomicUsize::new(0),
            changes_modules: AtomicBool::new(false),
            holds_modules: AtomicBool::new(false),
            changes: Mutex::default(),
            asks_instead: Mutex::default(),
        }));
        let line = wire.clone();
        thread::spawn(move || {
            for browser in listener.incoming() {
                let (Ok(browser), Ok(door)) = (browser, TcpStream::connect(&door)) else {
                    return;
                };
                line.join(browser, door);
            }
        });
        wire
    }

    /// `http://host:port` of this end.
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// Cuts the line so many times, each time after so many bytes were sent over one connection.
    pub fn cut(&self, times: usize, after: usize) {
        self.0.cut_after.store(after, Ordering::SeqCst);
        self.0.cuts_left.store(times, Ordering::SeqCst);
    }

    /// How many cuts are still to come.
    pub fn cuts_left(&self) -> usize {
        self.0.cuts_left.load(Ordering::SeqCst)
    }

    /// Changes a byte of every module that goes over the line.
    pub fn change_modules(&self) {
        self.0.changes_modules.store(true, Ordering::SeqCst);
    }

    /// Puts another text of the same length into the place of one, wherever it goes over the line.
    pub fn change(&self, from: &'static str, to: &'static str) {
        assert_eq!(from.len(), to.len());
        *self.0.changes.lock().expect("no test panics here") = Some((from, to));
    }

    /// The same for what is sent to the door, until it is called with nothing.
    pub fn ask_instead(&self, change: Option<(&'static str, &'static str)>) {
        assert!(change.is_none_or(|(from, to)| from.len() == to.len()));
        *self.0.asks_instead.lock().expect("no test panics here") = change;
    }

    /// Holds every module back, or lets them go on.
    pub fn hold_modules(&self, held: bool) {
        self.0.holds_modules.store(held, Ordering::SeqCst);
    }

    /// Everything that was sent to the door so far.
    pub fn sent(&self) -> Vec<u8> {
        self.0.sent.lock().expect("no test panics here").clone()
    }

    /// The addresses of the modules that were asked for so far, each once.
    pub fn modules(&self) -> BTreeSet<String> {
        let sent = self.sent();
        let sent = String::from_utf8_lossy(&sent);
        let asked = sent.split("GET ").filter_map(|rest| rest.split(' ').next());
        let modules = asked.filter(|address| address.ends_with(".wasm"));
        modules.map(str::to_owned).collect()
    }

    /// Takes one of the cuts, if one is due. Several connections can ask at once.
    fn is_cut(&self, over: usize) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        let is_due = over > self.0.cut_after.load(Ordering::SeqCst);
        let cuts = &self.0.cuts_left;
        is_due
            && cuts
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
                .is_ok()
    }

    fn join(&self, browser: TcpStream, door: TcpStream) {
        let ends = [&browser, &door].map(|end| end.try_clone().expect("a handle"));
        let [mut to_browser, mut to_door] = ends;
        let (mut browser, mut door) = (browser, door);
        let there = self.clone();
        thread::spawn(move || {
            let mut over = 0;
            while let Some(mut bytes) = piece(&mut browser) {
                over += bytes.len();
                exchange(&mut bytes, &there.0.asks_instead);
                there
                    .0
                    .sent
                    .lock()
                    .expect("no test panics here")
                    .extend(&bytes);
                if there.is_cut(over) || to_door.write_all(&bytes).is_err() {
                    break;
                }
            }
            let _gone = browser
                .shutdown(Shutdown::Both)
                .or(to_door.shutdown(Shutdown::Both));
        });
        let back = self.clone();
        thread::spawn(move || {
            let mut is_module = false;
            #[expect(
                clippy::disallowed_methods,
                reason = "the line is as slow as the test wants"
            )]
            while let Some(mut bytes) = piece(&mut door) {
                let begins = bytes.windows(16).any(|part| part == b"application/wasm");
                while begins && back.0.holds_modules.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(20));
                }
                if back.0.changes_modules.load(Ordering::SeqCst) && (is_module || begins) {
                    // Behind the headers, which stand at the beginning of the first piece.
                    if let Some(last) = bytes.last_mut() {
                        *last ^= 1;
                    }
                    is_module = true;
                }
                exchange(&mut bytes, &back.0.changes);
                if to_browser.write_all(&bytes).is_err() {
                    break;
                }
            }
            let _gone = to_browser.shutdown(Shutdown::Both);
        });
    }
}

fn exchange(bytes: &mut [u8], change: &Mutex<Option<(&'static str, &'static str)>>) {
    let change = *change.lock().expect("no test panics here");
    if let Some((from, to)) = change {
        let mut windows = bytes.windows(from.len());
        if let Some(at) = windows.position(|part| part == from.as_bytes()) {
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }
}

fn piece(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 64 * 1_024];
    loop {
        match from.read(&mut bytes) {
            Ok(0) => return None,
            Ok(length) => {
                bytes.truncate(length);
                return Some(bytes);
            }
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

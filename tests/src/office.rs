use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, mpsc};

use casework::{Deadlines, Report};
use http_guard::{Clock, Serving};
use intake::{Intake, Settings};
use seal::{CaseId, Day, FormKey, InstanceId, Kind, OfficerId, OfficerKeys, Passphrase, Trust};
use storage::testing::{PrivateServer, TestStorage};
use storage::{Database, Moment, Storage, StorageConfig, StoredObject};
use tabir::data_folder::{DataFolder, read_trust};
use tabir::founding::Passphrases;
use tabir::office_plan::OfficePlan;
use tempfile::TempDir;

use crate::investigator::InvestigatorAt;
use crate::source::Source;

/// An office with its reporter's door open.
pub struct TestOffice {
    folder: DataFolder,
    config: PathBuf,
    door: String,
    /// What everybody trusts.
    pub trust: Trust,
    /// Where everything lies.
    pub storage: Storage,
    /// The time at the door.
    pub clock: Clock,
    stop: Option<actix_web::dev::ServerHandle>,
}

impl TestOffice {
    /// Runs a test in the office of the demonstration, on a database of each kind.
    pub fn on_each(test: impl Fn(&Self)) {
        TestStorage::on_each_for(instance_in(founded()), async |storage| {
            Self::in_a_copy(founded(), storage, &test);
        });
    }

    /// Runs a test in the office of the demonstration, on a database of one kind: for what takes long, such as browsers.
    pub fn on_one(test: impl Fn(&Self)) {
        TestStorage::on_one_for(instance_in(founded()), async |storage| {
            Self::in_a_copy(founded(), storage, &test);
        });
    }

    /// Runs a test in an office of a plan, on a database of each kind.
    pub fn with_plan(plan: &str, test: impl Fn(&Self)) {
        let kept = TempDir::new().unwrap();
        found(plan, kept.path());
        TestStorage::on_each_for(instance_in(kept.path()), async |storage| {
            Self::in_a_copy(kept.path(), storage, &test);
        });
    }

    /// The same on a database of one kind.
    pub fn on_one_with_plan(plan: &str, test: impl Fn(&Self)) {
        let kept = TempDir::new().unwrap();
        found(plan, kept.path());
        TestStorage::on_one_for(instance_in(kept.path()), async |storage| {
            Self::in_a_copy(kept.path(), storage, &test);
        });
    }

    /// Runs a test in the office of the demonstration and in another one of a plan, which know nothing of one another, on
    /// databases of one kind.
    pub fn beside_another(plan: &str, test: impl Fn(&Self, &Self)) {
        let another = TempDir::new().unwrap();
        found(plan, another.path());
        let places = [founded(), another.path()];
        TestStorage::on_one_pair(places.map(instance_in), async |here, there| {
            let kept = [TempDir::new().unwrap(), TempDir::new().unwrap()];
            for (place, kept) in places.iter().zip(&kept) {
                copy_folder(place, kept.path());
            }
            let here = Self::open(kept[0].path(), here.storage.clone(), &here.config);
            let there = Self::open(kept[1].path(), there.storage.clone(), &there.config);
            tokio::task::block_in_place(|| test(&here, &there));
        });
    }

    /// A test may publish rosters, which the next database's run must not find.
    fn in_a_copy(founded: &Path, storage: &TestStorage, test: impl Fn(&Self)) {
        let kept = TempDir::new().unwrap();
        copy_folder(founded, kept.path());
        let office = Self::open(kept.path(), storage.storage.clone(), &storage.config);
        tokio::task::block_in_place(|| test(&office));
    }

    /// Founds an office of a plan in a folder, with the passphrases beside the keys.
    pub fn found(plan: &str, folder: &Path) {
        found(plan, folder);
    }

    /// Runs a test in the office of the demonstration, on a PostgreSQL server that the test may stop
    /// and start; on none where there is no PostgreSQL.
    pub fn on_private_server(test: impl Fn(&Self, &mut PrivateServer)) {
        let Some(mut server) = PrivateServer::make() else {
            return;
        };
        server.start(&[]);
        server.execute("CREATE SCHEMA main; CREATE SCHEMA keystore");
        let kept = TempDir::new().unwrap();
        copy_folder(founded(), kept.path());
        let trust = read_trust(&DataFolder::at(kept.path()).trust()).unwrap();
        let place = StorageConfig {
            database: server.database("main"),
            keystore: server.database("keystore"),
            blobs: kept.path().join("blobs"),
            instance: trust.manifest.instance,
        };
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let storage = Storage::open(&place).unwrap();
            storage.migrate().await.unwrap();
            let office = Self::open(kept.path(), storage, &place);
            tokio::task::block_in_place(|| test(&office, &mut server));
        });
    }

    fn open(kept: &Path, storage: Storage, place: &StorageConfig) -> Self {
        let folder = DataFolder::at(kept);
        let trust = read_trust(&folder.trust()).unwrap();
        let config = kept.join("tabir.toml");
        fs::write(&config, config_for(kept, place)).unwrap();
        let clock = Clock::at(i64::from(today().number()) * 86_400 + 3_600);
        let drop_box = storage.drop_box();
        let settings = Settings {
            leave: "https://leave.invalid/".to_owned(),
            danger_contact: None,
            read_at: None,
            deadlines: Deadlines::default(),
            bounds: intake::Bounds::default(),
        };
        let form_key = FormKey::draw().unwrap();
        let intake =
            Intake::new(drop_box, trust.clone(), form_key, clock.clone(), settings).unwrap();
        let (door, stop) = open_door(intake::door(Arc::new(intake)));
        Self {
            folder,
            config,
            door,
            trust,
            storage,
            clock,
            stop: Some(stop),
        }
    }

    /// Somebody at the reporter's door.
    pub fn source(&self) -> Source {
        Source::at(&self.door)
    }

    /// `http://host:port` of the reporter's door.
    pub fn door(&self) -> &str {
        &self.door
    }

    /// An officer at the offline station, by the name of the key file.
    pub fn investigator(&self, name: &str) -> InvestigatorAt {
        InvestigatorAt::new(name, &self.folder, &self.config, &self.storage)
    }

    /// Every officer of the office.
    pub fn everybody(&self) -> Vec<InvestigatorAt> {
        names(&self.folder.officers())
            .iter()
            .map(|name| self.investigator(name))
            .collect()
    }

    /// An officer's keys, unlocked.
    pub fn keys(&self, name: &str) -> OfficerKeys {
        let file = self.folder.officers().join(format!("{name}.key"));
        let file = fs::read_to_string(file).unwrap();
        OfficerKeys::from_file(&file, &self.passphrase(name)).unwrap()
    }

    /// An officer's passphrase.
    pub fn passphrase(&self, name: &str) -> Passphrase {
        let file = self.folder.officers().join(format!("{name}.passphrase"));
        Passphrase::parse(&fs::read_to_string(file).unwrap()).unwrap()
    }

    /// The id of the officer with this label.
    pub fn officer(&self, label: &str) -> OfficerId {
        let roster = self.trust.newest().unwrap();
        roster
            .officers
            .iter()
            .find(|officer| officer.label == label)
            .unwrap()
            .id
    }

    /// The folder of keys, trust and configuration.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// The configuration file.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// Every case that an officer can open, with its report.
    pub fn reports_of(&self, keys: &OfficerKeys) -> Vec<(CaseId, Report)> {
        let room = self.storage.case_room();
        let (mut reports, mut after) = (vec![], None);
        loop {
            let page = self.wait(room.cases_of(keys.officer, after, 100)).unwrap();
            let Some(last) = page.last() else {
                return reports;
            };
            after = Some(last.header.case);
            for case in &page {
                let file = self
                    .wait(room.case_file(keys.officer, case.header.case, self.today()))
                    .unwrap();
                let grant = file.case.grants[0].clone();
                let grant = grant
                    .open(keys, &case.header.verifying, &case.header)
                    .unwrap();
                let report = file
                    .objects
                    .iter()
                    .find_map(|arrived| match &arrived.object {
                        StoredObject::Text(text) if text.header.kind == Kind::Report => Some(text),
                        StoredObject::Text(_) | StoredObject::Bundle(_) => None,
                    });
                let report = report
                    .expect("every case has a report")
                    .open_text(&grant.identity)
                    .unwrap();
                reports.push((case.header.case, report.0));
            }
        }
    }

    /// Waits for something of the office's storage.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
    }

    /// The day at the door.
    pub fn today(&self) -> Day {
        Day::at(
            self.clock.unix_seconds(),
            self.trust.manifest.offset_minutes,
        )
    }

    /// The same, and the second.
    pub fn moment(&self) -> Moment {
        Moment {
            day: self.today(),
            unix_seconds: self.clock.unix_seconds(),
        }
    }
}

impl Drop for TestOffice {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            tokio::spawn(stop.stop(false));
        }
    }
}

/// Founds an office in a folder, with the passphrases beside the keys.
pub(crate) fn found(plan: &str, folder: &Path) {
    let data = DataFolder::at(folder);
    let path = folder.join("plan.toml");
    fs::write(&path, plan).unwrap();
    OfficePlan::read(&path)
        .unwrap()
        .found(&data, today(), Passphrases::Kept)
        .unwrap();
}

/// The office of the demonstration. Drawing and wrapping the keys takes seconds, so one founding serves
/// a whole test program.
fn founded() -> &'static Path {
    static FOUNDED: OnceLock<TempDir> = OnceLock::new();
    let founded = FOUNDED.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        found(DEMO, folder.path());
        folder
    });
    founded.path()
}

fn instance_in(founded: &Path) -> InstanceId {
    let trust = read_trust(&DataFolder::at(founded).trust()).unwrap();
    trust.manifest.instance
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The day that it really is, since the programs of the tests go by the machine's clock.
pub(crate) fn today() -> Day {
    Day::at(Clock::system().unix_seconds(), 420)
}

/// Serves a door on loopback, and returns its address.
pub(crate) fn open_door<F>(routes: F) -> (String, actix_web::dev::ServerHandle)
where
    F: Fn(&mut actix_web::web::ServiceConfig) + Clone + Send + 'static,
{
    open_door_at(TcpListener::bind("127.0.0.1:0").unwrap(), routes)
}

/// Serves a door where somebody listens already.
pub(crate) fn open_door_at<F>(
    listener: TcpListener,
    routes: F,
) -> (String, actix_web::dev::ServerHandle)
where
    F: Fn(&mut actix_web::web::ServiceConfig) + Clone + Send + 'static,
{
    let door = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async {
            let serving = Serving {
                listener,
                tls: None,
                workers: 2,
                ends_on_signals: false,
            };
            let server = http_guard::serve(serving, routes).unwrap();
            sender.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (door, receiver.recv().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "key"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// The configuration of an office whose databases stand already.
pub(crate) fn config_for(folder: &Path, storage: &StorageConfig) -> String {
    let database = |name: &str, database: &Database| match database {
        Database::Sqlite(path) => format!("sqlite = {path:?}"),
        Database::Postgres { url, authority } => {
            let file = folder.join(format!("{name}.url"));
            fs::write(&file, url).unwrap();
            let authority = authority
                .as_ref()
                .map(|path| format!("\npostgres_authority = {path:?}"));
            format!(
                "postgres_url_file = {file:?}{}",
                authority.unwrap_or_default()
            )
        }
    };
    format!(
        "[trust]\nfolder = \"trust\"\n[secrets]\nform_key_file = \"secrets/form-key\"\n\
         [database]\n{}\n[keystore]\n{}\n[blobs]\nfolder = {:?}\n[intake]\nlisten = \"127.0.0.1:0\"\n",
        database("main", &storage.database),
        database("keystore", &storage.keystore),
        storage.blobs
    )
}

/// The plan of the demonstration's office.
pub const DEMO: &str = include_str!("../../crates/tabir/demo-office.toml");

//! An office to try things on: two bodies, their officers and everybody's keys.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test program uses its own part"
)]

pub mod reported;

use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, Capability, Day, Digest, InstanceId, KeyRing, Limits, LogPolicy,
    LogTicket, Manifest, Officer, OfficerId, OfficerKeys, Roster, SigningKey, ThreadId, Trust,
    Unit, UnitId, VerifiedManifest,
};

pub struct Office {
    pub trust: Trust,
    pub commission: BodyId,
    pub institution: BodyId,
    pub officers: Vec<OfficerKeys>,
    pub manifest: Manifest,
    pub roster: Roster,
    pub roster_key: SigningKey,
    pub name: NamedKey,
}

pub const TODAY: Day = Day::from_number(20_782);

impl Office {
    /// `first` officers in two units of a commission, the first of them its head; `second` in one unit
    /// of an institution. Panels of three.
    pub fn with(first: usize, second: usize) -> Self {
        let instance = InstanceId::draw().unwrap();
        let roster_key = SigningKey::draw().unwrap();
        let name = NamedKey::new("roster-1", roster_key.verifying()).unwrap();
        let manifest = Manifest {
            instance,
            offset_minutes: 420,
            roster_keys: vec![name.clone()],
            roster_threshold: 1,
            panel: 3,
            lowest_roster: 1,
            log: LogPolicy {
                origin: "log.example".to_owned(),
                key: None,
            },
            limits: Limits {
                bundle_bytes: 1 << 31,
                files: 10_000,
            },
        };
        let bodies = [BodyKind::AntiCorruption, BodyKind::HumanRights].map(|kind| Body {
            id: BodyId::draw().unwrap(),
            kind,
            label: format!("The {}", kind.word()),
        });
        let unit = |body: BodyId, label: &str| Unit {
            id: UnitId::draw().unwrap(),
            body,
            label: label.to_owned(),
        };
        let units = [
            unit(bodies[0].id, "North"),
            unit(bodies[0].id, "South"),
            unit(bodies[1].id, "Complaints"),
        ];
        let mut roster = Roster {
            instance,
            version: 1,
            previous: Digest::NONE,
            from: TODAY.plus(-3),
            until: TODAY.plus(30),
            bodies: bodies.to_vec(),
            units: units.to_vec(),
            officers: vec![],
            peers: vec![],
        };
        let mut officers = vec![];
        for place in 0..first + second {
            let unit = if place >= first {
                &units[2]
            } else {
                &units[place % 2]
            };
            let keys = OfficerKeys::draw(
                instance,
                Digest::of(manifest.to_text().as_bytes()),
                OfficerId::draw().unwrap(),
            )
            .unwrap();
            roster.officers.push(Officer {
                id: keys.officer,
                body: unit.body,
                unit: unit.id,
                head: place == 0,
                capability: Capability::Triage,
                recipient: keys.identity.recipient().digest(),
                verifying: keys.signing.verifying(),
                from: TODAY.plus(-100),
                until: TODAY.plus(300),
                label: format!("Officer {place}"),
            });
            officers.push(keys);
        }
        let mut office = Self {
            trust: Self::trust(&manifest, &roster, &name, &roster_key, &officers),
            commission: bodies[0].id,
            institution: bodies[1].id,
            officers,
            manifest,
            roster,
            roster_key,
            name,
        };
        office.republish();
        office
    }

    /// Signs roster and manifest as they stand.
    pub fn republish(&mut self) {
        self.trust = Self::trust(
            &self.manifest,
            &self.roster,
            &self.name,
            &self.roster_key,
            &self.officers,
        );
    }

    fn trust(
        manifest: &Manifest,
        roster: &Roster,
        name: &NamedKey,
        key: &SigningKey,
        officers: &[OfficerKeys],
    ) -> Trust {
        let signed = |text: String| note::assemble(&text, &[note::sign(&text, name, key)]);
        let manifest = VerifiedManifest::check(&signed(manifest.to_text())).unwrap();
        let keys: KeyRing = officers
            .iter()
            .map(|keys| keys.identity.recipient())
            .collect();
        Trust::new(manifest, [signed(roster.to_text()).as_str()], keys).unwrap()
    }

    pub fn unit_of(&self, officer: usize) -> UnitId {
        self.roster
            .officer(self.officers[officer].officer)
            .unwrap()
            .unit
    }
}

pub fn ticket() -> LogTicket {
    LogTicket {
        entry: [0; 49],
        opening: [1; 68],
        thread: ThreadId::draw().unwrap(),
    }
}

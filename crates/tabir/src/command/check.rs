use anyhow::Result;
use clap::Args;

use super::Place;
use crate::config::Config;
use crate::findings::{Fault, Findings};
use crate::inspection::Inspection;
use crate::terminal::say;

/// Goes through everything that an office needs, and lists every fault with what to do about it.
/// Changes nothing.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
}

impl Check {
    pub(super) fn run(self) -> Result<()> {
        let mut findings = Findings::default();
        if let Some(config) = findings.take("configuration", self.read()) {
            let path = self.place.config();
            let faults = config.faults();
            for fault in &faults {
                findings.fault("configuration", fault);
            }
            if faults.is_empty() {
                findings.good("configuration", path.display());
            }
            let at = self.place.argument();
            Inspection::new(config, at, &mut findings).run();
        }
        findings.end()?;
        say!(
            "\nThis configuration works. Next: tabir serve{}",
            self.place.argument()
        );
        Ok(())
    }

    fn read(&self) -> Result<Config, Fault> {
        self.place.require_config()?;
        Config::read_as_it_is(&self.place.config())
            .map_err(|fault| Fault::told(&fault, "compare it with deploy/example.toml"))
    }
}

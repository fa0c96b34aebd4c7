use anyhow::{Context, Result};
use clap::Args;
use seal::RosterStanding;

use super::{Place, block_on};
use crate::config::Config;
use crate::data_folder::{read_desk_key, read_form_key, read_trust};
use crate::office::Office;
use crate::terminal::say;

/// Explains, step by step, whether a configuration would work. Changes nothing.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
}

impl Check {
    pub(super) fn run(self) -> Result<()> {
        let path = self.place.config();
        let config = Config::read(&path)?;
        say!("ok  configuration  {}", path.display());
        let trust = read_trust(&config.trust.folder).context("[trust]")?;
        say!("ok  trust          manifest {}", trust.manifest.digest());
        read_form_key(&config.secrets.form_key_file).context("[secrets]")?;
        say!("ok  secrets");
        if let (Some(certificate), Some(key)) = (&config.intake.certificate, &config.intake.key) {
            http_guard::tls::from_files(certificate, key).context("[intake]")?;
            say!("ok  TLS");
        } else {
            say!(
                "--  TLS            none; {} is loopback, so something before it must end TLS",
                config.intake.listen
            );
        }
        check_desk(&config)?;
        let office = Office::open(&path, http_guard::Clock::system())?;
        let today = office.today();
        let roster = trust.newest()?;
        match roster.standing(today) {
            RosterStanding::Current if roster.until < today.plus(DAYS_AHEAD) => {
                say!(
                    "!!  roster         {} ends on {}: sign the next one now (`tabir roster renew`)",
                    roster.version,
                    roster.until
                );
            }
            RosterStanding::Current => say!(
                "ok  roster         {} until {}",
                roster.version,
                roster.until
            ),
            RosterStanding::Stale => say!(
                "!!  roster         {} ended on {}: clients warn already",
                roster.version,
                roster.until
            ),
            refused @ (RosterStanding::Early | RosterStanding::Expired) => {
                anyhow::bail!(
                    "[trust] roster {} may not be used on {today} ({refused:?}); sign the next one with `tabir roster renew`",
                    roster.version
                );
            }
        }
        block_on(async move {
            office.require_ready().await?;
            let doors = office.storage.doors().await?;
            let roles: Vec<_> = doors.iter().map(|door| door.role()).collect();
            say!("ok  databases      for {}", roles.join(", "));
            say!("\nThis configuration works. Next: tabir serve");
            Ok(())
        })
    }
}

fn check_desk(config: &Config) -> Result<()> {
    let (Some(desk), Some(key_file)) = (&config.desk, &config.secrets.desk_key_file) else {
        say!("--  desk           none; officers work at the station");
        return Ok(());
    };
    read_desk_key(key_file).context("[secrets] desk_key_file")?;
    if let (Some(certificate), Some(key)) = (&desk.certificate, &desk.key) {
        http_guard::tls::from_files(certificate, key).context("[desk]")?;
    }
    say!("ok  desk           {}", desk.listen);
    Ok(())
}

/// How long before a roster ends the operator is warned.
const DAYS_AHEAD: i32 = 14;

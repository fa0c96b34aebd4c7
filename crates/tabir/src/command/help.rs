//! What `tabir --help` shows: the commands in groups, by who uses them.

use clap::{Command, CommandFactory, FromArgMatches};

use super::Tabir;

impl Tabir {
    /// Reads the command line. What is not understood is explained, and ends the program.
    pub fn from_terminal() -> Self {
        let mut command = grouped();
        let matches = command.get_matches_mut();
        match Self::from_arg_matches(&matches) {
            Ok(tabir) => tabir,
            Err(fault) => fault.format(&mut command).exit(),
        }
    }
}

fn grouped() -> Command {
    let command = Tabir::command();
    let groups: String = GROUPS
        .iter()
        .map(|(heading, names)| {
            let lines = names
                .iter()
                .filter_map(|name| command.find_subcommand(name));
            let lines = lines.map(|one| {
                let about = one.get_about().map(ToString::to_string).unwrap_or_default();
                format!("  {:<11}  {about}\n", one.get_name())
            });
            format!("{heading}:\n{}\n", lines.collect::<String>())
        })
        .collect();
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{groups}Options:\n{{options}}\n\n\
         `tabir COMMAND --help` says what a command takes.\n"
    ))
}

/// Every command, under who uses it.
const GROUPS: [(&str, &[&str]); 5] = [
    ("To try it", &["demo"]),
    (
        "For reporters, on their own machine",
        &["seal", "answers", "receipt", "traces"],
    ),
    (
        "For officers, at the station",
        &[
            "cases", "open", "reply", "grant", "handover", "decline", "exclude", "export",
            "deliver", "rewrap", "key",
        ],
    ),
    (
        "For operators of an office",
        &[
            "setup", "check", "migrate", "serve", "upkeep", "drill", "desk", "roster", "acts",
            "notices",
        ],
    ),
    (
        "For whoever counts and compares",
        &["codebook", "import", "observatory", "release"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group_with_what_it_does() {
        let command = Tabir::command();
        let mut known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let mut grouped_names = GROUPS.map(|(_, names)| names).concat();
        known.sort_unstable();
        grouped_names.sort_unstable();
        assert_eq!(grouped_names, known);
        let help = grouped().render_help().to_string();
        assert!(help.starts_with("Takes in sealed reports"), "{help}");
        assert!(
            help.contains("For officers, at the station:\n  cases        List the cases"),
            "{help}"
        );
    }
}

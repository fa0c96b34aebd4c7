//! What a demonstration says when its doors are open. Every command in it works as it is printed, as
//! often as one likes, and writes into no folder that it did not make.

use anyhow::Result;
use pages::address;

use super::data_argument;
use super::demo_figures::CUSTODIAN;
use super::doors::Socket;
use super::serve::Sockets;
use crate::data_folder::{DataFolder, read_trust};
use crate::terminal::{say, shell_word};

/// Says where everything is and what to type.
pub(super) fn greet(data: &DataFolder, sockets: &Sockets) -> Result<()> {
    let trust = read_trust(&data.trust())?;
    let digest = trust.manifest.digest();
    let program = std::env::args().next();
    let program = shell_word(program.as_deref().unwrap_or("tabir"));
    let at = data_argument(data.path());
    let pinned = format!(
        "--trust {} --manifest-digest {digest}",
        shell_word(&data.trust().display().to_string())
    );
    let door = |socket: &Socket| format!("http://localhost:{}", socket.address().port());
    let reporters = sockets.intake.as_ref().map(door).unwrap_or_default();
    let other = |socket: &Option<Socket>, name: &str| match socket {
        Some(socket) => door(socket) + "/",
        None => format!("none: this folder is older than the {name}; --fresh begins anew"),
    };
    let desk = other(&sockets.desk, "desk");
    let public = other(&sockets.observatory, "observatory");
    // A folder from before has none.
    let releases = data.releases();
    let figures = if releases.is_dir() {
        format!(
            "   The observatory has figures of a quarter, all of them invented. They were made as a data custodian
   makes them, whose keys are {}/{CUSTODIAN}.key; the release lies in {}.

",
            data.officers().display(),
            releases.display()
        )
    } else {
        String::new()
    };
    say!(
        "
The reporter's door          {reporters}/
The officers' desk           {desk}
The public's observatory     {public}
The officers' keys           {officers}/  (each passphrase beside its key: for trying only)
The manifest's digest        {digest}

1. Open the reporter's door, send a report, and keep the receipt.

2. In another terminal, in this same folder, see who can open it:

   {program} cases{at}

   Each line begins with the NAME of an officer who can, and the CASE, eight letters. Put them into the
   commands below. At the officers' desk sign in as NAME, with the words in {officers}/NAME.passphrase
   and the code that this prints:

   {program} desk code --as NAME{at}

   Open the case and answer. Or do the same without a browser, as on an officer's own machine:

   {program} open CASE --as NAME{at} --out \"$(mktemp -d)/case\"
   echo \"Thank you. When was this?\" | {program} reply CASE --as NAME{at}

{figures}3. Back at {reporters}/ choose \"Check my report\", type the receipt, and read the answer.

Level A: sealed before it reaches any server. This writes a report and seals it:

   A=$(mktemp -d)
   echo \"The bridge was paid for and never built.\" > \"$A/report.txt\"
   {program} seal {pinned} \\
       --body \"{body}\" --text-file \"$A/report.txt\" --out \"$A/parcel.tabir\"
   ls \"$A/parcel.tabir\"

   Keep the receipt that it shows, and hand the parcel in at {reporters}{parcel}
   For the answer, this asks for the receipt and prints the number of its mailbox:

   {program} answers mailbox {pinned}

   Type the number on the same page, under \"Fetch answers without typing your receipt\", save the FILE,
   and open it:

   {program} answers read FILE {pinned}

Stop with Ctrl-C. The next start finds everything again; --fresh begins anew.
",
        officers = data.officers().display(),
        body = trust.newest()?.bodies.first().map_or("", |body| &body.label),
        parcel = address::PARCEL,
    );
    Ok(())
}

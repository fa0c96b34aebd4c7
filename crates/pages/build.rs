//! Builds what runs in the browser (crate `browser`, its glue and our scripts), so that cargo alone is
//! enough. Where the toolchain has no WebAssembly, the pages do without: they work either way.

use std::{
    env,
    error::Error,
    fs::{self, File},
    num::NonZeroU64,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=static/script");
    println!("cargo::rerun-if-changed=../../Cargo.toml");
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    println!("cargo::rerun-if-env-changed=TABIR_WITHOUT_BROWSER");
    for room in ["browser", "casework", "ledger", "seal", "traces"] {
        println!("cargo::rerun-if-changed=../{room}/src");
        println!("cargo::rerun-if-changed=../{room}/Cargo.toml");
    }
    let (bundle, desk) = if !has_wasm()? {
        println!(
            "cargo::warning=pages are built without what locks in the browser: run \
             `rustup target add wasm32-unknown-unknown` and build again"
        );
        nothing()
    } else if env::var_os("TABIR_WITHOUT_BROWSER").is_some() {
        nothing()
    } else {
        let traces = Module::build(&out, "traces")?;
        (bundle(&out, &traces)?, desk(&out, &traces)?)
    };
    fs::write(
        out.join("bundle.rs"),
        format!("const BUNDLE: Option<Bundle> = {bundle};\nconst DESK: Option<Desk> = {desk};\n"),
    )?;
    Ok(())
}

/// Whether the standard library for WebAssembly is there.
fn has_wasm() -> Outcome<bool> {
    let told = Command::new(env::var("RUSTC")?)
        .args(["--print", "sysroot"])
        .output()?;
    let parts = PathBuf::from(String::from_utf8(told.stdout)?.trim()).join("lib/rustlib");
    // Changes when rustup adds a target.
    let list = parts.join("components");
    if list.exists() {
        println!("cargo::rerun-if-changed={}", list.display());
    }
    Ok(parts.join(TARGET).is_dir())
}

fn nothing() -> (String, String) {
    ("None".to_owned(), "None".to_owned())
}

fn script(name: &str) -> Outcome<String> {
    let script = fs::read_to_string(Path::new("static/script").join(name))?;
    Ok(without_comments(&script))
}

fn scripts(names: &[&str]) -> Outcome<String> {
    names.iter().map(|name| script(name)).collect()
}

/// What reporters load: a first script that names a second one, and one worker with all modules.
fn bundle(out: &Path, traces: &Module) -> Outcome<String> {
    let mut page = scripts(&[
        "common.js",
        "files.js",
        "report_form.js",
        "report.js",
        "defence.js",
        "mailbox.js",
    ])?;
    let [follow_up, mailbox, sealing] =
        ["follow_up", "mailbox", "sealing"].map(|name| Module::build(out, name));
    let modules = [&follow_up?, &mailbox?, &sealing?, traces];
    let mut worker = String::new();
    let mut in_rust = Vec::new();
    for Module { name, glue, part } in modules {
        worker += glue;
        page = page.replace(&format!("/*{name}*/ {{}}"), &part.in_script);
        in_rust.push(format!("{name}: {}", part.in_rust));
    }
    worker += &scripts(&["sending.js", "worker.js"])?;
    let worker = part(out, "worker", "js", worker.as_bytes())?;
    let page = page.replace("/*worker*/ {}", &worker.in_script);
    let page = part(out, "page", "js", page.as_bytes())?;
    let first = script("first.js")?.replace("/*page*/ {}", &page.in_script);
    fs::write(out.join("first.js"), first)?;
    Ok(format!(
        "Some(Bundle {{ first: include_str!(concat!(env!(\"OUT_DIR\"), \"/first.js\")), page: {}, worker: {}, {} }})",
        page.in_rust,
        worker.in_rust,
        in_rust.join(", ")
    ))
}

/// What officers load: one script, and two workers. What draws the files of strangers has a worker of its
/// own, so that no key is within its reach.
fn desk(out: &Path, traces: &Module) -> Outcome<String> {
    let mut page = scripts(&[
        "desk.js",
        "desk_sign_in.js",
        "desk_invitation.js",
        "desk_passkey.js",
        "desk_file.js",
        "desk_pdf.js",
        "desk_grant.js",
        "desk_parts.js",
        "desk_plan.js",
        "desk_record.js",
        "desk_searches.js",
        "desk_overview.js",
        "desk_inbox.js",
        "files.js",
        "desk_hand_over.js",
        "desk_recusal.js",
        "desk_exclusion.js",
        "desk_reply.js",
        "desk_task.js",
        "desk_agenda.js",
        "desk_work.js",
        "defence.js",
        "desk_proceeding.js",
        "desk_protection.js",
        "desk_referral_along.js",
        "desk_referral_files.js",
        "desk_referral.js",
        "desk_elsewhere.js",
        "desk_book.js",
        "desk_disclosure.js",
        "desk_exhibit.js",
        "desk_coding.js",
        "desk_case_record.js",
        "desk_case.js",
        "desk_codes.js",
        "report_form.js",
        "desk_journal.js",
        "desk_assist.js",
        "desk_away.js",
        "desk_rewrap.js",
        "desk_vault.js",
    ])?;
    page = page.replace("/*traces*/ {}", &traces.part.in_script);
    let [desk, pdf] = ["desk", "pdf"].map(|name| Module::build(out, name));
    let (desk, pdf) = (desk?, pdf?);
    let sending = script("sending.js")?;
    let mut in_rust = Vec::new();
    for (
        Module {
            name,
            glue,
            part: module,
        },
        before,
    ) in [
        (&desk, format!("{}{sending}", traces.glue)),
        (&pdf, String::new()),
    ] {
        let own = script(&format!("{name}_worker.js"))?;
        let worker = format!("{glue}{before}{own}");
        let worker = part(out, &format!("{name}_worker"), "js", worker.as_bytes())?;
        page = page
            .replace(&format!("/*{name}_worker*/ {{}}"), &worker.in_script)
            .replace(&format!("/*{name}*/ {{}}"), &module.in_script);
        in_rust.push(format!(
            "{name}_worker: {}, {name}: {}",
            worker.in_rust, module.in_rust
        ));
    }
    fs::write(out.join("desk.js"), page)?;
    Ok(format!(
        "Some(Desk {{ page: include_str!(concat!(env!(\"OUT_DIR\"), \"/desk.js\")), {} }})",
        in_rust.join(", ")
    ))
}

/// A module, with the script that binds it.
struct Module {
    name: &'static str,
    /// Declares one name for whatever it binds: several modules run in one worker.
    glue: String,
    part: Part,
}

impl Module {
    fn build(out: &Path, name: &'static str) -> Outcome<Self> {
        let (module, glue) = module(out, name)?;
        Ok(Self {
            name,
            glue: format!("const {name} = (() => {{\n{glue}\nreturn wasm_bindgen;\n}})();\n"),
            part: part(out, name, "wasm", &module)?,
        })
    }
}

/// A part, as those say it who name it.
struct Part {
    /// The Rust expression that includes it.
    in_rust: String,
    /// Address and hash, as a script names it.
    in_script: String,
}

/// Builds a module and its glue from the feature of `browser` that it is named after.
fn module(out: &Path, name: &str) -> Outcome<(Vec<u8>, String)> {
    let is_release = env::var("PROFILE")? == "release";
    let profile = if is_release { "wasm" } else { "wasm-dev" };
    // A target folder of its own: the outer cargo holds the lock of the usual one. What is meant for
    // the outer build must not reach the inner one.
    let folder = shared_folder(out);
    fs::create_dir_all(&folder)?;
    // Modules are built one after another to the same file: it is read before the next one may begin.
    let turn = File::create(folder.join("turn"))?;
    turn.lock()?;
    let mut cargo = Command::new(env::var("CARGO")?);
    cargo
        .args(["build", "--package", "browser", "--lib", "--locked"])
        .args(["--no-default-features", "--features", name])
        .args(["--target", TARGET, "--profile", profile, "--target-dir"])
        .arg(&folder);
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy();
        let is_outer = told.starts_with("CARGO_PROFILE_")
            || told.starts_with("CARGO_FEATURE_")
            || told.starts_with("CARGO_CFG_")
            || OUTER.contains(&told.as_ref());
        if is_outer {
            cargo.env_remove(&name);
        }
    }
    let built = cargo.output()?;
    if !built.status.success() {
        let told = String::from_utf8_lossy(&built.stderr).into_owned();
        return Err(format!("the room `browser` did not build for {TARGET}:\n{told}").into());
    }
    let made = folder.join(TARGET).join(profile).join("browser.wasm");
    let mut output = Bindgen::new()
        .input_path(made)
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(is_release)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate_output()?;
    if name == "pdf" {
        for memory in output.wasm_mut().memories.iter_mut() {
            memory.maximum = Some(MOST_PAGES);
        }
    }
    Ok((output.wasm_mut().emit_wasm(), output.js().to_owned()))
}

/// Where modules are built: beside `build` of the outer build's folder, so that builds of this room with other features
/// find the dependencies that are there already.
fn shared_folder(out: &Path) -> PathBuf {
    match out.ancestors().nth(2) {
        Some(build) if build.ends_with("build") => build.with_file_name("wasm"),
        Some(_) | None => out.join("wasm"),
    }
}

/// Writes a part with its encodings.
fn part(out: &Path, name: &str, kind: &str, bytes: &[u8]) -> Outcome<Part> {
    let is_release = env::var("PROFILE")? == "release";
    let digest = Sha256::digest(bytes);
    let mark: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut gzip = Vec::new();
    let rounds = if is_release { 15 } else { 1 };
    let how = zopfli::Options {
        iteration_count: NonZeroU64::new(rounds).ok_or("rounds")?,
        ..Default::default()
    };
    zopfli::compress(how, zopfli::Format::Gzip, bytes, &mut gzip)?;
    let mut small = Vec::new();
    let quality = if is_release { 11 } else { 5 };
    let how = brotli::enc::BrotliEncoderParams {
        quality,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &how)?;
    for (ending, content) in [("", bytes), (".gz", &gzip), (".br", &small)] {
        fs::write(out.join(format!("{name}.{kind}{ending}")), content)?;
    }
    let include = |ending: &str| {
        format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{kind}{ending}\"))")
    };
    let address = format!("/s/file-{mark}.{kind}");
    Ok(Part {
        in_rust: format!(
            "Part {{ kind: Kind::{}, address: {address:?}, plain: {}, gzip: {}, brotli: {} }}",
            if kind == "js" { "Script" } else { "Module" },
            include(""),
            include(".gz"),
            include(".br"),
        ),
        in_script: format!(
            "{{at:{address:?},integrity:\"sha256-{}\"}}",
            BASE64.encode(digest)
        ),
    })
}

/// Takes out comments that have a line of their own, and indentation.
fn without_comments(script: &str) -> String {
    let lines = script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::new(), |whole, line| whole + line + "\n")
}

const TARGET: &str = "wasm32-unknown-unknown";
/// Pages of 64 KiB that the module may have that parses what a stranger drew up: it cannot fill the memory
/// of a device.
const MOST_PAGES: u64 = 16_384;
/// Variables of the outer build.
const OUTER: &[&str] = &[
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MAKEFLAGS",
    "CARGO_TARGET_DIR",
    "CLIPPY_ARGS",
    "MAKEFLAGS",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
];

//! The example configuration in `deploy/` is one that `tabir` accepts.

use std::path::Path;

use tabir::config::Config;

#[test]
fn the_example_configuration_is_sound() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/example.toml");
    Config::read(&example).unwrap();
}

use thirtyfour::prelude::*;

/// The script of axe-core, where the tests were given it.
pub fn axe() -> Option<String> {
    let Some(axe) = std::env::var_os("TABIR_TEST_AXE") else {
        eprintln!("left out: TABIR_TEST_AXE does not name axe-core's script");
        return None;
    };
    Some(std::fs::read_to_string(axe).expect("the script of axe-core"))
}

/// Looks for barriers in the page that is open.
///
/// # Errors
/// When the script does not run.
///
/// # Panics
/// When a barrier is found, or hardly anything was looked at.
pub async fn finds_nothing(page: &WebDriver, axe: &str, name: &str) -> anyhow::Result<()> {
    page.execute(axe, vec![]).await?;
    let run = "const done = arguments[arguments.length - 1];
        const shown = ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`;
        axe.run(document).then(
            ({ passes, violations }) => done([passes.length, violations.map(shown)]),
            (fault) => done([0, [`${fault}`]]),
        );";
    let found = page.execute_async(run, vec![]).await?;
    let (passed, found): (usize, Vec<String>) = found.convert()?;
    assert!(found.is_empty(), "{name}: {found:#?}");
    assert!(
        passed >= 10,
        "{name}: only {passed} rules found something to look at"
    );
    Ok(())
}

/// Looks for what stands out of the window at a side.
///
/// # Errors
/// When the script does not run.
///
/// # Panics
/// When there is something.
pub async fn fits(page: &WebDriver) -> anyhow::Result<()> {
    let wider = "const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return [];
        const is_out = (node) => { const box = node.getBoundingClientRect(); return box.right > wide + 1 || box.left < -1; };
        const out = [...document.querySelectorAll('body *')].filter(is_out).map((node) => node.outerHTML.slice(0, 120));
        return [`${document.documentElement.scrollWidth} px in ${wide}`, ...out];";
    let wider: Vec<String> = page.execute(wider, vec![]).await?.convert()?;
    assert!(wider.is_empty(), "{wider:#?}");
    Ok(())
}

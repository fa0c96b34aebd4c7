//! The codebook as a whole: what is in it, and that everything that can be wrong in one is found and named.

use std::collections::BTreeSet;

use casework::{
    CODEBOOK_VERSION, CodeConfidence, CodeList, CodebookFault, CodebookText, CrosswalkRelation,
    LabelState, SCHEMES,
};

#[test]
fn the_codebook_of_the_project_is_sound_and_whole() {
    let book = CodebookText::of_project().read();
    let book = book.unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(book.version, CODEBOOK_VERSION);
    for list in CodeList::ALL {
        let known = book.list(list.name()).unwrap();
        let codes: Vec<_> = list
            .codes()
            .unwrap()
            .into_iter()
            .map(|one| one.code)
            .collect();
        let read: Vec<_> = known.codes.iter().map(|entry| entry.code.clone()).collect();
        assert_eq!(read, codes, "{}", list.name());
    }
    let slapp = book.list("incident_type").unwrap();
    let slapp = slapp.code("legal.slapp").unwrap();
    assert_eq!(slapp.parent.as_deref(), Some("legal"));
    let killing = book.list("incident_type").unwrap().code("life.killing");
    let schemes: BTreeSet<_> = killing
        .unwrap()
        .crosswalks
        .iter()
        .map(|one| one.scheme.as_str())
        .collect();
    assert!(
        schemes.contains("ICCS-v1") && schemes.contains("SDG-16.10.1"),
        "{schemes:?}"
    );
    let used: BTreeSet<_> = book
        .lists
        .iter()
        .flat_map(|list| &list.codes)
        .flat_map(|entry| &entry.crosswalks)
        .map(|one| one.scheme.as_str())
        .collect();
    assert_eq!(used, SCHEMES.iter().map(|(scheme, _)| *scheme).collect());
    // Nobody who speaks the language has looked at a label yet, and the codebook says so.
    let mut labels = book
        .lists
        .iter()
        .flat_map(|list| &list.codes)
        .flat_map(|entry| entry.labels.values());
    assert!(labels.all(|label| label.state == LabelState::Draft));
}

/// Every file of the folder is in the codebook, but those that say something about codes.
#[test]
fn no_list_of_the_folder_is_left_out() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/codebook");
    let about = [
        "crosswalk",
        "deadline",
        "groups",
        "published",
        "replaced",
        "risk_matrix",
    ];
    let mut files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .collect();
    files.retain(|name| !about.contains(&name.as_str()));
    let lists = CodebookText::of_project().lists.into_iter();
    assert_eq!(
        lists
            .map(|(name, _)| name.to_owned())
            .collect::<BTreeSet<_>>(),
        files
    );
}

/// A small codebook without a fault.
fn small() -> CodebookText<'static> {
    CodebookText {
        version: 2,
        lists: vec![
            (
                "act",
                "code,label_en,definition,source\n\
                 threat,Threat,Somebody threatens,OWN\n\
                 threat.death,Death threat,Somebody threatens to kill,X [V]; Y [M-m]\n\
                 loss.work,Loss of work,Somebody is dismissed,EU Art.19 [M-h]\n\
                 sacked,Sacked,An older word,OWN\n",
            ),
            (
                "obs_status",
                "code,label_en,definition,source\nA,Normal,As counted,SDMX [V]\n",
            ),
        ],
        groups: "list,code,label_en\nact,loss,Losses\n",
        labels: vec![("id", "list,code,label,state\nact,threat,Ancaman,reviewed\n")],
        crosswalk: "list,code,scheme,scheme_code,relation,confidence\nact,loss.work,EU-2019/1937-Art19,a,narrow,V\n",
        replaced: "list,code,replaced_by,since\nact,sacked,loss.work,2\n",
        published: "list,code,since\nact,threat,1\nact,threat.death,2\nact,loss.work,1\nact,sacked,1\nobs_status,A,1\n",
        children: "country,list,code,label_en,definition,source\nth,act,threat.king,Threat of a charge,Named in a statute,OWN\n",
    }
}

#[test]
fn hierarchy_labels_replacement_and_what_a_country_adds_are_read() {
    let book = small().read().unwrap();
    let act = book.list("act").unwrap();
    let of = |code: &str| act.code(code).unwrap();
    assert_eq!(of("threat").parent, None);
    assert_eq!(of("threat.death").parent.as_deref(), Some("threat"));
    assert_eq!(of("loss.work").parent.as_deref(), Some("loss"));
    assert_eq!(of("threat.death").since, 2);
    assert_eq!(of("sacked").replaced.as_ref().unwrap().by, "loss.work");
    assert_eq!(of("threat").labels["id"].state, LabelState::Reviewed);
    assert_eq!(of("threat.king").country.as_deref(), Some("th"));
    assert_eq!(of("threat.king").parent.as_deref(), Some("threat"));
    assert_eq!(
        of("loss.work").crosswalks[0].relation,
        CrosswalkRelation::Narrow
    );
    assert_eq!(of("threat").confidence, CodeConfidence::Own);
    // The least sure part counts.
    assert_eq!(of("threat.death").confidence, CodeConfidence::Medium);
    assert_eq!(of("loss.work").confidence, CodeConfidence::High);
    assert_eq!(CodeConfidence::of("SEAPA"), CodeConfidence::Low);
}

type Change = fn(&mut CodebookText<'static>);

/// One change to the small codebook, and what its only fault says.
const FAULTS: &[(Change, &str)] = &[
    (
        |text| text.groups = "list,code,label_en\nact,loss,Losses\nact,pain\n",
        "groups, line 3",
    ),
    (
        |text| text.labels[0].1 = "list,code,label,state\nact,threat,Ancaman,perfect\n",
        "labels/id, line 2",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,threat.King,King,Named,OWN\n"
        },
        "`threat.King` is no code",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,threat.king,,Named,OWN\n"
        },
        "`threat.king` has no label: write one",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,threat.king,King, ,OWN\n"
        },
        "`threat.king` has no definition: write one",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,hunger.king,King,Named,OWN\n"
        },
        "th: `hunger.king` in act is no child",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,threat,King,Named,OWN\n"
        },
        "changes nothing above",
    ),
    (
        |text| {
            text.children =
                "country,list,code,label_en,definition,source\nth,act,threat.death,King,Named,OWN\n"
        },
        "is no child of a code of the project",
    ),
    (
        |text| text.groups = "list,code,label_en\nact,loss,Losses\nact,threat,Threats\n",
        "act: `threat` stands there twice",
    ),
    (
        |text| text.groups = "list,code,label_en\n",
        "nothing stands above `loss.work`: add the code or a group `loss`",
    ),
    (
        |text| text.groups = "list,code,label_en\nact,loss,Losses\nacts,pain,Pain\n",
        "groups: there is no `pain` in acts",
    ),
    (
        |text| text.labels[0].1 = "list,code,label,state\nact,thread,Ancaman,draft\n",
        "labels/id: there is no `thread` in act",
    ),
    (
        |text| {
            text.labels[0].1 =
                "list,code,label,state\nact,threat,Ancaman,draft\nact,threat,Teror,draft\n"
        },
        "labels/id: `threat` stands there twice",
    ),
    (
        |text| {
            text.crosswalk =
                "list,code,scheme,scheme_code,relation,confidence\nact,threat,OURS,1,exact,V\n"
        },
        "`OURS` is described nowhere",
    ),
    (
        |text| {
            text.crosswalk =
                "list,code,scheme,scheme_code,relation,confidence\nact,thread,UNCAC,33,exact,V\n"
        },
        "crosswalk: there is no `thread` in act",
    ),
    (
        |text| {
            text.crosswalk =
                "list,code,scheme,scheme_code,relation,confidence\nact,threat,UNCAC,33,same,V\n"
        },
        "crosswalk, line 2",
    ),
    (
        |text| text.crosswalk = "list,code,scheme,scheme_code,relation,confidence\nact,threat,UNCAC,33,exact,V\nact,threat,UNCAC,33,close,V\n",
        "crosswalk: `threat` stands there twice",
    ),
    (
        |text| text.replaced = "list,code,replaced_by,since\nact,sacked,fired,2\n",
        "replaced: there is no `fired` in act",
    ),
    (
        |text| text.replaced = "list,code,replaced_by,since\nact,fired,loss.work,2\n",
        "replaced: there is no `fired` in act",
    ),
    (
        |text| text.replaced = "list,code,replaced_by,since\nact,sacked,sacked,2\n",
        "`sacked` is replaced by `sacked`, which is used no longer",
    ),
    (
        |text| text.replaced = "list,code,replaced_by,since\nact,sacked,loss.work,3\n",
        "`sacked` says version 3, and there are only those from 1 to 2",
    ),
    (
        |text| {
            text.published = "list,code,since\nact,threat,1\nact,threat.death,2\nact,loss.work,1\nobs_status,A,1\n"
        },
        "act: `sacked` is in no version: add it to published.csv",
    ),
    (
        |text| text.published = "list,code,since\nact,threat,1\nact,threat.death,2\nact,loss.work,1\nact,sacked,1\nobs_status,A,1\nact,beaten,1\n",
        "`beaten` was published in version 1 and is gone",
    ),
    (
        |text| {
            text.lists.push((
                "act",
                "code,label_en,definition,source\nthreat,Threat,Somebody threatens,OWN\n",
            ))
        },
        "lists: `act` stands there twice",
    ),
];

#[test]
fn everything_that_can_be_wrong_is_named_with_its_remedy() {
    for (change, named) in FAULTS {
        let mut text = small();
        change(&mut text);
        let faults = text.read().expect_err(named);
        let faults: Vec<_> = faults.iter().map(CodebookFault::to_string).collect();
        assert!(
            faults.iter().any(|fault| fault.contains(named)),
            "{named}: {faults:#?}"
        );
        // A second list of a name takes the place of the first, and so do its codes.
        if !named.starts_with("lists") {
            assert_eq!(faults.len(), 1, "{named}: {faults:#?}");
        }
    }
}

/// All at once: whoever corrects a codebook corrects it once.
#[test]
fn faults_do_not_hide_one_another() {
    let mut text = small();
    text.lists[0].1 = "code,label_en,definition,source\n\
        threat,Threat,Somebody threatens,OWN\n\
        threat,Threat,Again,OWN\n\
        threat.death,,Somebody threatens to kill,OWN\n\
        Loss,Loss,Somebody is dismissed,OWN\n";
    let faults = text.read().unwrap_err();
    let faults: Vec<_> = faults.iter().map(CodebookFault::to_string).collect();
    let all = faults.join("\n");
    for named in [
        "`threat` stands there twice",
        "`threat.death` has no label",
        "`Loss` is no code",
        "`loss.work` was published in version 1 and is gone",
        "`sacked` was published in version 1 and is gone",
        "there is no `loss.work` in act",
    ] {
        assert!(all.contains(named), "{named}: {all}");
    }
}

//! The verdicts on changes, held against the compiler: a program that uses the old crate compiles with the
//! new one, or doesn't, as the report says.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use sdksmith::change::{Change, SourceLevel, compare};
use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;
use sdksmith::surface::Surface;
use sdksmith::{Choice, Location, Output, generate};

/// The document that all cases start from.
const PETS: &str = include_str!("../../generator/tests/fixtures/changes/pets.yaml");

/// An edit of the document, and a program that the change concerns.
struct Case {
    name: &'static str,
    replacements: &'static [(&'static str, &'static str)],
    program: &'static str,
    level: SourceLevel,
    is_silent: bool,
    /// A program that compiles in spite of a breaking change, since what it names is deprecated only.
    kept_program: &'static str,
    /// Former names that the manifest keeps: their paths, and the present names.
    renamed: &'static [(&'static str, &'static str)],
}

const fn case(
    name: &'static str,
    replacements: &'static [(&'static str, &'static str)],
    program: &'static str,
    level: SourceLevel,
) -> Case {
    Case {
        name,
        replacements,
        program,
        level,
        is_silent: false,
        kept_program: "",
        renamed: &[],
    }
}

use SourceLevel::{Major, Minor, Patch};

const CASES: &[Case] = &[
    case(
        "a property is added",
        &[(
            "        food: {",
            "        toy: { type: string }\n        food: {",
        )],
        "pub fn of(pet: Pet) -> Option<String> { let Pet { name, .. } = pet; name }",
        Minor,
    ),
    case(
        "a property is removed",
        &[(
            "        age: { type: integer }\n        status",
            "        status",
        )],
        "pub fn of(pet: Pet) -> bool { pet.age.is_some() }",
        Major,
    ),
    case(
        "a property is renamed",
        &[(
            "        age: { type: integer }\n        status",
            "        years: { type: integer }\n        status",
        )],
        "pub fn of(pet: Pet) -> bool { pet.age.is_some() }",
        Major,
    ),
    case(
        "a property has another type",
        &[(
            "        age: { type: integer }\n        status",
            "        age: { type: string }\n        status",
        )],
        "pub fn of(pet: Pet) -> Option<i64> { pet.age }",
        Major,
    ),
    case(
        "a property of a response is required",
        &[(
            "    Pet:\n      type: object\n",
            "    Pet:\n      type: object\n      required: [ age ]\n",
        )],
        "pub fn of() -> Pet { Pet::default() }",
        Major,
    ),
    case(
        "a property of a request is required",
        &[("required: [ name, age ]", "required: [ name, age, nick ]")],
        "pub fn of() -> NewPet { NewPet::new(\"Rex\", 3) }",
        Major,
    ),
    case(
        "properties and requirements are reordered",
        &[
            ("required: [ name, age ]", "required: [ age, name ]"),
            (
                "        name: { type: string, minLength: 1 }\n        age: { type: integer }\n",
                "        age: { type: integer }\n        name: { type: string, minLength: 1 }\n",
            ),
        ],
        "pub fn of() -> NewPet { NewPet::new(\"Rex\", 3) }",
        Patch,
    ),
    case(
        "an enum value is added",
        &[(
            "[ in-progress, done ]",
            "[ IN_PROGRESS, in-progress, done ]",
        )],
        "pub fn of(status: Status) -> bool { match status { Status::InProgress | Status::Done => true, _ => false } }",
        Minor,
    ),
    case(
        "an enum value is removed",
        &[("[ in-progress, done ]", "[ done ]")],
        "pub fn of() -> Status { Status::InProgress }",
        Major,
    ),
    Case {
        is_silent: true,
        ..case(
            "an enum value is spelled otherwise",
            &[("[ in-progress, done ]", "[ IN_PROGRESS, done ]")],
            "pub fn of() -> Status { Status::InProgress }",
            Patch,
        )
    },
    case(
        "a parameter is added",
        &[(
            "        - { name: color",
            "        - { name: owner, in: query, schema: { type: string } }\n        - { name: color",
        )],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list().size(3) }",
        Minor,
    ),
    case(
        "a required parameter is added",
        &[(
            "        - { name: color",
            "        - { name: owner, in: query, required: true, schema: { type: string } }\n        - { name: color",
        )],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list() }",
        Major,
    ),
    case(
        "a parameter is removed",
        &[(
            "        - { name: color, in: query, schema: { type: string, maxLength: 10 } }\n",
            "",
        )],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list().color(\"red\") }",
        Major,
    ),
    case(
        "a default is another",
        &[("default: 20", "default: 50")],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list().size(3) }",
        Patch,
    ),
    case(
        "a bound is narrowed",
        &[("maxLength: 10", "maxLength: 5")],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list().color(\"red\") }",
        Patch,
    ),
    case(
        "an operation is added",
        &[(
            "    post:\n",
            "    delete:\n      operationId: DeletePets\n      tags: [pets]\n      responses: { '204': { description: Done } }\n    post:\n",
        )],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list() }",
        Minor,
    ),
    case(
        "an operation is renamed",
        &[("FetchPet", "GetPet")],
        "pub fn of(client: &Client) -> impl Sized + use<> { client.pets().fetch(\"1\") }",
        Major,
    ),
    case(
        "an operation has another URL",
        &[("  /pets:\n", "  /animals:\n")],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list() }",
        Patch,
    ),
    case(
        "a tag is renamed",
        &[("[pets]", "[animals]")],
        "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list() }",
        Major,
    ),
    case(
        "a body is a form",
        &[(
            "content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } }",
            "content: { application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/NewPet' } } }",
        )],
        "pub fn of(client: &Client) -> Call<CreatePet> { client.pets().create(NewPet::new(\"Rex\", 3)) }",
        Patch,
    ),
    case(
        "a response is empty",
        &[(
            "'201': { description: Pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }",
            "'204': { description: Done }",
        )],
        "pub async fn of(client: &Client) -> Result<Pet, Error> { client.pets().create(NewPet::new(\"Rex\", 3)).send().await }",
        Major,
    ),
    case(
        "a schema is renamed",
        &[
            ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
        "pub fn of(pet: Pet) -> Option<i64> { pet.age }",
        Major,
    ),
    Case {
        renamed: &[("Pet", "Animal")],
        ..case(
            "a schema is renamed, and its name is kept",
            &[
                ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
                ("    Pet:\n", "    Animal:\n"),
            ],
            "pub fn of(pet: Pet) -> Option<i64> { let Pet { age, .. } = pet; age }\n\
             pub fn new() -> Pet { Pet::default() }",
            Minor,
        )
    },
    Case {
        renamed: &[("FetchPet", "GetPet"), ("PetsApi::fetch", "get")],
        ..case(
            "an operation is renamed, and its name is kept",
            &[("FetchPet", "GetPet")],
            "pub fn of(client: &Client) -> Call<FetchPet> { client.pets().fetch(\"1\") }\n\
             pub fn new() -> FetchPet { FetchPet::new(\"1\") }",
            Minor,
        )
    },
    Case {
        renamed: &[("Client::pets", "animals"), ("PetsApi", "AnimalsApi")],
        ..case(
            "a tag is renamed, and its name is kept",
            &[("[pets]", "[animals]")],
            "pub fn of(client: &Client) -> PetsApi { client.pets() }",
            Minor,
        )
    },
    Case {
        renamed: &[("Status::Done", "Finished")],
        ..case(
            "an enum value is another, and its name is kept",
            &[("[ in-progress, done ]", "[ in-progress, finished ]")],
            "pub fn of(status: &Status) -> bool { matches!(status, &Status::Done) }\n\
             pub fn new() -> Status { Status::Done }",
            Minor,
        )
    },
    Case {
        renamed: &[("ListPets::color", "colour")],
        kept_program: "pub fn of(client: &Client) -> Call<ListPets> { client.pets().list().color(\"red\") }",
        ..case(
            "a parameter is renamed, and its setter is kept",
            &[("name: color, in: query", "name: colour, in: query")],
            "pub fn of(list: &ListPets) -> bool { list.color.is_some() }",
            Major,
        )
    },
    Case {
        renamed: &[("NewPet::nick", "nickname")],
        kept_program: "pub fn of(pet: NewPet) -> NewPet { pet.nick(\"Rex\") }",
        ..case(
            "a property of a request is renamed, and its setter is kept",
            &[("nick: { type: string }", "nickname: { type: string }")],
            "pub fn of(pet: &NewPet) -> bool { pet.nick.is_some() }",
            Major,
        )
    },
    case(
        "an alternative is renamed",
        &[("title: Brand, type: object", "title: Maker, type: object")],
        "pub fn of(food: &Food) -> bool { matches!(food, Food::Brand(_)) }",
        Major,
    ),
    Case {
        renamed: &[("Brand", "Maker")],
        ..case(
            "an alternative is renamed, and the name of its type is kept",
            &[("title: Brand, type: object", "title: Maker, type: object")],
            "pub fn of(food: &Food) -> bool { matches!(food, Food::Brand(_)) }",
            Major,
        )
    },
    case(
        "a schema is an enum no longer",
        &[(
            "Status: { type: string, enum: [ in-progress, done ] }",
            "Status: { type: object, properties: { value: { type: string } } }",
        )],
        "pub fn of() -> Status { Status::Done }",
        Major,
    ),
    case(
        "an alternative is added",
        &[(
            "        - { title: Kilos",
            "        - { title: Often, type: boolean }\n        - { title: Kilos",
        )],
        "pub fn of(food: Food) -> bool { matches!(food, Food::Kilos(_)) }",
        Minor,
    ),
];

fn crate_of(
    text: &str,
    name: &str,
    lock: Option<&Surface>,
    renamed: &[(&str, &str)],
) -> Result<Output, Box<dyn Error>> {
    let text = SourceText {
        name: Arc::from("pets.yaml"),
        text: text.to_owned(),
    };
    let documents = BareDocuments {
        sources: vec![DocumentSource::new(text)],
        name: Some(name.to_owned()),
        dialect: None,
        features: Features::default(),
    };
    let mut input = documents.into_input("the tests".to_owned());
    input.package.own_workspace = false;
    input.lock = lock.cloned();
    for document in &mut input.documents {
        let renamed = renamed.iter().map(|(path, name)| {
            let choice = Choice {
                name: (*name).to_owned(),
                location: Location::file(&"codegen.toml".into()),
            };
            ((*path).to_owned(), choice)
        });
        document.names.renamed = renamed.collect();
    }
    Ok(generate(&input)?)
}

/// A workspace with crates and programs that use them.
struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    fn add(&mut self, name: &str, files: &[(&str, &[u8])]) -> Result<(), Box<dyn Error>> {
        for (path, content) in files {
            let path = self.folder.join(name).join(path);
            fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
            fs::write(path, content)?;
        }
        self.members.push(name.to_owned());
        Ok(())
    }

    fn add_crate(&mut self, name: &str, output: &Output) -> Result<(), Box<dyn Error>> {
        let files = output.files.iter();
        let files: Vec<_> = files
            .map(|(path, content)| (path.as_str(), content.as_slice()))
            .collect();
        self.add(name, &files)
    }

    /// A program that uses one of the crates as `pets`.
    fn add_program(&mut self, name: &str, of: &str, code: &str) -> Result<(), Box<dyn Error>> {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n\
             pets = {{ path = \"../{of}\", package = \"{of}\", default-features = false, features = [\"api\"] }}\n"
        );
        let code = format!(
            "#![allow(unused_imports)]\nuse pets::api::*;\nuse pets::{{Call, Client, Error}};\n\n{code}\n"
        );
        self.add(
            name,
            &[
                ("Cargo.toml", manifest.as_bytes()),
                ("src/lib.rs", code.as_bytes()),
            ],
        )
    }

    /// The members that compile.
    fn compiled(&self) -> Result<BTreeSet<String>, Box<dyn Error>> {
        let members = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {:?}\n",
            self.members
        );
        fs::write(self.folder.join("Cargo.toml"), members)?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let output = Command::new(env!("CARGO"))
            .args(["check", "--workspace", "--lib", "--keep-going", "--offline"])
            .args(["--message-format", "json"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target(&root))
            // A warning, such as that of a deprecated name, is no error.
            .env_remove("RUSTFLAGS")
            // Fifty crates that are checked once need neither.
            .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        if text.is_empty() {
            // Nothing was built at all.
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let artifacts = messages.filter(|message| message["reason"] == "compiler-artifact");
        let names =
            artifacts.filter_map(|found| Some(found["target"]["name"].as_str()?.replace('_', "-")));
        Ok(names.collect())
    }
}

/// What is built stays, so that dependencies are built once.
fn target(root: &Path) -> PathBuf {
    root.join("target/verdicts")
}

fn edited(case: &Case) -> String {
    case.replacements
        .iter()
        .fold(PETS.to_owned(), |text, (from, to)| {
            assert!(
                text.contains(from),
                "{}: the document has no {from:?}",
                case.name
            );
            text.replace(from, to)
        })
}

#[test]
fn reports_agree_with_the_compiler() -> Result<(), Box<dyn Error>> {
    // The same folder for every run, so that what is built replaces what was built.
    let folder = target(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).join("workspace");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut workspace = Workspace {
        folder,
        members: Vec::new(),
    };
    let old = crate_of(PETS, "old", None, &[])?;
    workspace.add_crate("old", &old)?;
    let mut reports: Vec<Vec<Change>> = Vec::new();
    for (index, case) in CASES.iter().enumerate() {
        let name = format!("new-{index}");
        let new = crate_of(&edited(case), &name, Some(&old.surface), case.renamed)?;
        workspace.add_crate(&name, &new)?;
        workspace.add_program(&format!("with-old-{index}"), "old", case.program)?;
        workspace.add_program(&format!("with-new-{index}"), &name, case.program)?;
        workspace.add_program(&format!("kept-{index}"), &name, case.kept_program)?;
        reports.push(compare(&old.surface, &new.surface));
    }
    let compiled = workspace.compiled()?;
    for (index, (case, report)) in CASES.iter().zip(reports).enumerate() {
        let name = case.name;
        let level = report
            .iter()
            .map(|change| change.source)
            .max()
            .unwrap_or(Patch);
        assert_eq!(level, case.level, "{name}");
        assert_eq!(
            report.iter().any(|change| change.is_silent),
            case.is_silent,
            "{name}"
        );
        assert!(
            compiled.contains(&format!("new-{index}")),
            "{name}: the new crate does not compile"
        );
        assert!(
            compiled.contains(&format!("with-old-{index}")),
            "{name}: the program does not compile"
        );
        assert!(
            compiled.contains(&format!("kept-{index}")),
            "{name}: what is deprecated does not compile"
        );
        let compiles = compiled.contains(&format!("with-new-{index}"));
        assert_eq!(
            compiles,
            level != Major,
            "{name}: the compiler disagrees with the report"
        );
    }
    Ok(())
}

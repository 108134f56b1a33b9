//! The edits of a document, each with a program that its change concerns.

use sdksmith::change::SourceLevel::{self, Major, Minor, Patch};

/// The document that all cases start from.
pub(crate) const PETS: &str = include_str!("../../../generator/tests/fixtures/changes/pets.yaml");

/// An edit of the document, and a program that the change concerns.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) replacements: &'static [(&'static str, &'static str)],
    pub(crate) program: &'static str,
    pub(crate) level: SourceLevel,
    pub(crate) is_silent: bool,
    /// A program that compiles in spite of a breaking change, since what it names is deprecated only.
    pub(crate) kept_program: &'static str,
    /// Former names that the manifest keeps: their paths, and the present names.
    pub(crate) renamed: &'static [(&'static str, &'static str)],
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

pub(crate) const CASES: &[Case] = &[
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

impl Case {
    /// Returns the document after the edit.
    pub(crate) fn edited(&self) -> String {
        let replacements = self.replacements.iter();
        replacements.fold(PETS.to_owned(), |text, (from, to)| {
            let name = self.name;
            assert!(text.contains(from), "{name}: the document has no {from:?}");
            text.replace(from, to)
        })
    }
}

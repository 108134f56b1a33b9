use proptest::prelude::*;

use crate::support::Material;

#[test]
fn known_values_map_to_variants() {
    assert_eq!(Material::from("WOOD"), Material::Wood);
    assert_eq!("Stainless-Steel".parse(), Ok(Material::StainlessSteel));
    assert_eq!(Material::StainlessSteel.to_string(), "Stainless-Steel");
    assert_eq!(Material::KNOWN, [Material::Wood, Material::StainlessSteel]);
    assert!(Material::KNOWN.iter().all(Material::is_known));
}

#[test]
fn unknown_values_are_kept() {
    let material: Material = serde_json::from_str(r#""wood""#).unwrap();
    assert!(matches!(&material, Material::Unrecognized(value) if value.as_str() == "wood"));
    assert!(!material.is_known());
    assert_eq!(material.as_str(), "wood");
    assert_eq!(format!("{material:?}"), r#"Unrecognized("wood")"#);
}

#[test]
fn non_strings_are_errors() {
    let error = serde_json::from_str::<Material>("1").unwrap_err();
    assert!(error.to_string().contains("expected a string"), "{error}");
}

proptest! {
    #[test]
    fn any_value_round_trips(text in prop_oneof![any::<String>(), Just("WOOD".to_owned())]) {
        let material = Material::from(text.clone());
        prop_assert_eq!(material.as_str(), &text);
        prop_assert_eq!(material.is_known(), Material::KNOWN.contains(&material));
        let json = serde_json::to_value(&material).unwrap();
        prop_assert_eq!(&json, &serde_json::Value::from(text));
        prop_assert_eq!(serde_json::from_value::<Material>(json).unwrap(), material);
    }
}

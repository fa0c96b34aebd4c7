use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};

use crate::officer::Told;

/// An officer's device with one passkey, and whatever else somebody would make of one.
pub struct Authenticator {
    key: EcdsaKeyPair,
    credential: [u8; 16],
    /// The address of the page that asks, as the browser tells it.
    pub origin: String,
    /// How often the passkey was used.
    pub counter: u32,
    /// Whether the device has asked for a finger, a face or a number.
    pub verifies: bool,
}

impl Authenticator {
    /// A fresh device, used by pages at an address.
    pub fn at(origin: &str) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            credential: seal::random_bytes().unwrap(),
            origin: origin.to_owned(),
            counter: 0,
            verifies: true,
        }
    }

    /// Makes the passkey that a desk has asked for.
    pub fn makes(&mut self, asked: &Told) -> String {
        let asked = &options(asked);
        self.counter += 1;
        let mut bound = self.bound(asked["rp"]["id"].as_str().unwrap(), ATTESTED);
        bound.extend([0; 16]);
        bound.extend([0, 16]);
        bound.extend(self.credential);
        // The public key in COSE: EC2, ES256, P-256, x, y.
        let point = self.key.public_key().as_ref();
        bound.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        bound.extend(&point[1..33]);
        bound.extend([0x22, 0x58, 32]);
        bound.extend(&point[33..]);
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(bound.len()).unwrap());
        object.extend(bound);
        self.credential(json!({
            "attestationObject": BASE64.encode(object),
            "clientDataJSON": BASE64.encode(self.said(asked, "webauthn.create")),
        }))
    }

    /// Answers a desk that asks for the passkey.
    pub fn answers(&mut self, asked: &Told) -> String {
        let asked = &options(asked);
        self.counter += 1;
        let bound = self.bound(asked["rpId"].as_str().unwrap(), 0);
        let said = self.said(asked, "webauthn.get");
        let signed = [bound.as_slice(), digest(&SHA256, &said).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.credential(json!({
            "authenticatorData": BASE64.encode(bound),
            "clientDataJSON": BASE64.encode(said),
            "signature": BASE64.encode(signature),
            "userHandle": null,
        }))
    }

    fn bound(&self, host: &str, flags: u8) -> Vec<u8> {
        let mut bound = digest(&SHA256, host.as_bytes()).as_ref().to_vec();
        let verified = if self.verifies { VERIFIED } else { 0 };
        bound.push(PRESENT | verified | flags);
        bound.extend(self.counter.to_be_bytes());
        bound
    }

    fn said(&self, asked: &Value, what: &str) -> Vec<u8> {
        let said = json!({
            "type": what,
            "challenge": asked["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    fn credential(&self, response: Value) -> String {
        let id = BASE64.encode(self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key",
            "response": response, "clientExtensionResults": {},
        })
        .to_string()
    }
}

fn options(asked: &Told) -> Value {
    let told: Value = serde_json::from_slice(&asked.body).unwrap();
    assert_eq!(asked.status, 200, "{told}");
    told["passkey"].clone()
}

const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const ATTESTED: u8 = 64;

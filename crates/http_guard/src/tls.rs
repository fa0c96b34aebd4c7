//! TLS, for doors and for those who go to one. The first group offered is X25519MLKEM768, so that what is
//! recorded on the line today stays closed to the quantum computer of tomorrow.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
    server::NoServerSessionStorage,
};

/// Why TLS cannot start.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate file is missing or is not in PEM form.
    #[error("the certificate file `{0}` cannot be read")]
    Certificate(PathBuf, #[source] pem::Error),
    /// The key file is missing or is not in PEM form.
    #[error("the key file `{0}` cannot be read")]
    Key(PathBuf, #[source] pem::Error),
    /// The certificate file holds no certificate.
    #[error("the certificate file `{0}` holds no certificate")]
    NoCertificate(PathBuf),
    /// Nobody is there who could vouch for a server.
    #[error("this machine has no certificate authorities; name a file with --authority")]
    NoAuthority,
    /// Certificate and key do not fit each other or TLS.
    #[error("the certificate and the key cannot be used together")]
    Mismatch(#[source] rustls::Error),
}

/// Reads a chain of certificates and its key.
///
/// Sessions are never resumed: a resumed session would join two visits of one person.
pub fn from_files(certificates: &Path, key: &Path) -> Result<ServerConfig, TlsError> {
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|fault| TlsError::Certificate(certificates.to_owned(), fault))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(certificates.to_owned()));
    }
    let key =
        PrivateKeyDer::from_pem_file(key).map_err(|fault| TlsError::Key(key.to_owned(), fault))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Mismatch)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(TlsError::Mismatch)?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

/// Reads whom a client believes about servers: the authorities in a file, or else those of this
/// machine.
pub fn client(authorities: Option<&Path>) -> Result<ClientConfig, TlsError> {
    let found = match authorities {
        Some(file) => CertificateDer::pem_file_iter(file)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|fault| TlsError::Certificate(file.to_owned(), fault))?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    let mut roots = RootCertStore::empty();
    let (taken, _) = roots.add_parsable_certificates(found);
    if taken == 0 {
        return Err(TlsError::NoAuthority);
    }
    let client = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Mismatch)?;
    Ok(client.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantum_safe_group_is_preferred() {
        let groups = aws_lc_rs::default_provider().kx_groups;
        assert_eq!(groups[0].name(), rustls::NamedGroup::X25519MLKEM768);
    }

    #[test]
    fn a_handshake_is_quantum_safe_and_cannot_be_joined_with_another() {
        let folder = tempfile::tempdir().unwrap();
        let (chain, key) = (
            folder.path().join("chain.pem"),
            folder.path().join("key.pem"),
        );
        let made = rcgen::generate_simple_self_signed(["door.example".to_owned()]).unwrap();
        std::fs::write(&chain, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        let server = from_files(&chain, &key).unwrap();
        assert_eq!(server.send_tls13_tickets, 0);

        let client = client(Some(&chain)).unwrap();
        let name = "door.example".try_into().unwrap();
        let mut near = rustls::ClientConnection::new(Arc::new(client), name).unwrap();
        let mut far = rustls::ServerConnection::new(Arc::new(server)).unwrap();
        while near.is_handshaking() || far.is_handshaking() {
            let mut line = Vec::new();
            near.write_tls(&mut line).unwrap();
            far.read_tls(&mut line.as_slice()).unwrap();
            far.process_new_packets().unwrap();
            let mut line = Vec::new();
            far.write_tls(&mut line).unwrap();
            near.read_tls(&mut line.as_slice()).unwrap();
            near.process_new_packets().unwrap();
        }
        let group = near.negotiated_key_exchange_group().unwrap();
        assert_eq!(group.name(), rustls::NamedGroup::X25519MLKEM768);
    }

    #[test]
    fn a_missing_file_is_named() {
        let fault = from_files(
            Path::new("/nowhere/cert.pem"),
            Path::new("/nowhere/key.pem"),
        )
        .unwrap_err();
        assert_eq!(
            fault.to_string(),
            "the certificate file `/nowhere/cert.pem` cannot be read"
        );
    }
}

DROP TABLE vault_answers;
DROP TABLE vault_requests;
DROP TABLE vault_shares;
DROP TABLE vaults;

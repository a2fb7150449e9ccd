// Copy, fill in, keep out of the repository. Secrets come from the shell at the first deployment: export MONGODB_URI=…
// Later deployments without them leave the vault's as they are.
using './main.bicep'

param image = 'contoso.azurecr.io/benefits-bot:0.2.0'
param registry = 'contoso.azurecr.io'
param admins = 'ana@contoso.com'
param alertEmail = 'operations@contoso.com'
param ssoAppId = '33333333-4444-5555-6666-777777777777'
param mongodbUri = readEnvironmentVariable('MONGODB_URI', '')
param keyEncryptionKeys = readEnvironmentVariable('KEY_ENCRYPTION_KEYS', '')
param smtpUrl = readEnvironmentVariable('SMTP_URL', '')
param sendsMail = true
param mailFrom = 'Benefits <benefits@contoso.com>'

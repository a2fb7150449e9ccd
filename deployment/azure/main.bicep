// The bot on Azure: Azure Bot with the Teams channel, Container Apps with two replicas or more, Key Vault, logs.
// MongoDB is given by its address (Azure Cosmos DB for MongoDB vCore, MongoDB Atlas, or one's own): docs/deploy-azure.md.
//   az deployment group create -g <group> -f deployment/azure/main.bicep -p deployment/azure/main.bicepparam

@description('Short name, in the names of all resources: small letters and digits, a letter first. A vault has at most 24 characters.')
@minLength(3)
@maxLength(10)
param name string = 'benefits'

param location string = resourceGroup().location

@description('Image of the bot, such as contoso.azurecr.io/benefits-bot:0.2.0.')
param image string

@description('Registry of the image, such as contoso.azurecr.io; the identity needs AcrPull on it. Empty: the image is public.')
param registry string = ''

@description('UserAssignedMSI needs no secret; SingleTenant needs appId and appPassword.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string = 'UserAssignedMSI'

@description('App registration of the bot, for SingleTenant.')
param appId string = ''

@secure()
@description('Client secret of that app registration, for SingleTenant. Secrets are written where they are given: leave them out later.')
param appPassword string = ''

@description('App registration for the pages\' single sign-on; empty: appId.')
param ssoAppId string = ''

@secure()
@description('mongodb:// or mongodb+srv:// address with user and password; at the first deployment.')
param mongodbUri string = ''

@secure()
@description('id:base64(32 bytes), newest first. Make one with: openssl rand -base64 32. At the first deployment.')
param keyEncryptionKeys string = ''

@description('E-mail addresses or object ids that are always admins, comma-separated.')
param admins string

@secure()
@description('Mail server, smtps://user:password@host; at the first deployment with sendsMail.')
param smtpUrl string = ''

@description('The vault has the mail server as smtp-url. Without it mails stay queued.')
param sendsMail bool = !empty(smtpUrl)

param mailFrom string = ''

@minValue(2)
param minReplicas int = 2

param maxReplicas int = 4

@description('Own host name with a certificate in the environment, such as benefits.contoso.com; empty: the one that Azure makes.')
param hostName string = ''

@description('Resource id of the certificate of hostName in the environment; empty: the name is bound without one.')
param certificateId string = ''

@description('Where alerts are mailed to; empty: no alert rules.')
param alertEmail string = ''

@description('Sends traces and metrics to Application Insights, through a collector beside the bot.')
param telemetry bool = false

@description('Any other setting of .env.example that is no secret, such as { DEFAULT_LOCALE: \'fr\', TIME_ZONE: \'Europe/Paris\' }.')
param settings object = {}

var isManaged = appType == 'UserAssignedMSI'
var botAppId = isManaged ? identity.properties.clientId : appId
var publicHost = empty(hostName) ? '${name}-bot.${environment.properties.defaultDomain}' : hostName
var secretsUserRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

var secretValues = concat(
  [
    { name: 'mongodb-uri', env: 'MONGODB_URI' }
    { name: 'key-encryption-keys', env: 'KEY_ENCRYPTION_KEYS' }
  ],
  isManaged ? [] : [{ name: 'app-password', env: 'MicrosoftAppPassword' }],
  !sendsMail ? [] : [{ name: 'smtp-url', env: 'SMTP_URL' }]
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-bot'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource mongodbUriSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(mongodbUri)) {
  parent: vault
  name: 'mongodb-uri'
  properties: { value: mongodbUri }
}

resource keysSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(keyEncryptionKeys)) {
  parent: vault
  name: 'key-encryption-keys'
  properties: { value: keyEncryptionKeys }
}

resource passwordSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(appPassword)) {
  parent: vault
  name: 'app-password'
  properties: { value: appPassword }
}

resource smtpSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(smtpUrl)) {
  parent: vault
  name: 'smtp-url'
  properties: { value: smtpUrl }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUserRole)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUserRole
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-bot'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  dependsOn: [mayReadSecrets, mongodbUriSecret, keysSecret, passwordSecret, smtpSecret]
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
        customDomains: empty(hostName) ? [] : [
          union(
            { name: hostName, bindingType: empty(certificateId) ? 'Disabled' : 'SniEnabled' },
            empty(certificateId) ? {} : { certificateId: certificateId }
          )
        ]
      }
      registries: empty(registry) ? [] : [{ server: registry, identity: identity.id }]
      secrets: [
        for secret in secretValues: {
          name: secret.name
          keyVaultUrl: '${vault.properties.vaultUri}secrets/${secret.name}'
          identity: identity.id
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 15
      containers: concat([
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            [
              { name: 'MicrosoftAppId', value: botAppId }
              { name: 'MicrosoftAppType', value: appType }
              { name: 'MicrosoftAppTenantId', value: subscription().tenantId }
              { name: 'SSO_APP_ID', value: empty(ssoAppId) ? botAppId : ssoAppId }
              { name: 'PUBLIC_URL', value: 'https://${publicHost}' }
              { name: 'ADMINS', value: admins }
              { name: 'MAIL_FROM', value: mailFrom }
              { name: 'TRUST_PROXY', value: '1' }
            ],
            !telemetry ? [] : [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://127.0.0.1:4318' }],
            map(items(settings), setting => { name: setting.key, value: string(setting.value) }),
            map(secretValues, secret => { name: secret.env, secretRef: secret.name })
          )
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 30, timeoutSeconds: 5 }
            { type: 'Readiness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 10, timeoutSeconds: 5 }
          ]
        }
      ], !telemetry ? [] : [
        {
          name: 'collector'
          image: 'otel/opentelemetry-collector-contrib:0.149.0'
          args: ['--config=env:COLLECTOR_CONFIG']
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          env: [
            { name: 'COLLECTOR_CONFIG', value: loadTextContent('./collector.yaml') }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
          ]
        }
      ])
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Benefits'
    endpoint: 'https://${publicHost}/api/messages'
    msaAppType: appType
    msaAppId: botAppId
    msaAppTenantId: subscription().tenantId
    msaAppMSIResourceId: isManaged ? identity.id : null
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true, enableCalling: false }
  }
}

module alerts './alerts.bicep' = if (!empty(alertEmail)) {
  name: '${name}-alerts'
  params: {
    name: name
    location: location
    alertEmail: alertEmail
    publicUrl: 'https://${publicHost}'
    logsId: logs.id
    insightsId: insights.id
    appId: app.id
  }
}

output publicUrl string = 'https://${publicHost}'
output microsoftAppId string = botAppId
output identityId string = identity.id

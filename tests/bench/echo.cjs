// The stock Bot Framework echo bot, as the SDK's samples have it: botbuilder and restify, authenticated by the issuer that
// the environment names. What a turn of the product is compared with.
const restify = require('restify');
const {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} = require('botbuilder');

const credentials = new ConfigurationServiceClientCredentialFactory(process.env);
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env, credentials));
adapter.onTurnError = async (_context, error) => console.error(error);

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(`Echo: ${context.activity.text}`);
      await next();
    });
  }
}
const bot = new EchoBot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));

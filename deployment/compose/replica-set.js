// Run by mongosh in docker-compose.yml: makes the replica set where there is none, waits for its primary, and makes the
// bot's user, or sets its password, from the secrets.
const { readFileSync } = require('node:fs');

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const root = `root:${encodeURIComponent(secret('mongo_root_password'))}`;
const first = new Mongo(`mongodb://${root}@mongo1:27017/?directConnection=true`).getDB('admin');
const isNew = () => {
  try {
    first.adminCommand({ replSetGetStatus: 1 });
    return false;
  } catch (error) {
    if (error.codeName === 'NotYetInitialized') return true;
    throw error;
  }
};
if (isNew()) {
  const members = ['mongo1', 'mongo2', 'mongo3'].map((name, _id) => ({ _id, host: `${name}:27017` }));
  first.adminCommand({ replSetInitiate: { _id: 'rs0', members } });
}

const [, name, password] = /^mongodb:\/\/([^:@]+):([^@]+)@/.exec(secret('mongodb_uri')).map(decodeURIComponent);
// Waits 30 s for a primary, as every driver does.
const admin = new Mongo(`mongodb://${root}@mongo1,mongo2,mongo3/?replicaSet=rs0`).getDB('admin');
const user = { pwd: password, roles: [{ role: 'readWrite', db: 'benefits' }] };
if (admin.getUser(name) === null) admin.createUser({ user: name, ...user });
else admin.updateUser(name, user);

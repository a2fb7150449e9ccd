// Run by mongosh in docker-compose.yml: makes the replica set where there is none, then waits for its primary.
const members = ['mongo1', 'mongo2', 'mongo3'].map((name, _id) => ({ _id, host: `${name}:27017` }));
try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members });
}
for (let second = 0; second < 60; second += 1) {
  if (rs.status().members.some(({ stateStr }) => stateStr === 'PRIMARY')) quit(0);
  sleep(1000);
}
print('no primary after a minute');
quit(1);

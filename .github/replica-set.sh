#!/bin/sh
# A MongoDB replica set of one on port 27017, in a container called mongo.
set -eu
docker run -d --name mongo -p 27017:27017 mongo:8.0.17 --replSet rs0 --bind_ip_all
config="{ _id: 'rs0', members: [{ _id: 0, host: '127.0.0.1:27017' }] }"
for try in 1 2 3 4 5 6 7 8 9 10; do
  docker exec mongo mongosh --quiet --eval "rs.initiate($config)" && exit 0
  sleep 2
done
exit 1

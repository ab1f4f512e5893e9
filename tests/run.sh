#!/usr/bin/env bash
# Builds the solution and runs every test project. Installs PostgreSQL from the distribution when no server binaries are found.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 when nothing failed.
set -u
cd "$(dirname "$0")/.."

have_postgres() {
  [ -n "${LIFEOPS_PG_BIN:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

if ! have_postgres && command -v apt-get >/dev/null 2>&1; then
  echo "PostgreSQL server binaries not found: installing the distribution's packages."
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq && $sudo apt-get install -y -qq postgresql || echo "PostgreSQL could not be installed."
fi
# From here on a missing server is a failure, not a skip.
export LIFEOPS_REQUIRE_POSTGRES="${LIFEOPS_REQUIRE_POSTGRES:-1}"

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

if ! dotnet build LifeOps.DbAnalyzers.sln -c Release --nologo -v quiet; then
  echo "The solution does not build."
  echo "0 passed, 1 failed"
  exit 1
fi

status=0
for project in tests/*.Tests/*.csproj tests/*.Tests.*/*.csproj; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" || status=1
  [ -f "$results/$name.trx" ] || { echo "$name left no result."; status=1; }
done

# <Counters total="3" executed="2" passed="2" failed="0" ... notExecuted="0" ... />
sum() {
  cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(sum total); passed=$(sum passed); failed=$(sum failed)
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
if [ "$passed" = 0 ]; then status=1; fi
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
exit $status

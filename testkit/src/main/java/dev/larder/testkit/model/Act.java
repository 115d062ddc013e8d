package dev.larder.testkit.model;

/** What an entry processor does to its entry, one after the other. */
enum Act {
  EXISTS,
  GET,
  SET,
  REMOVE,
  FAIL
}

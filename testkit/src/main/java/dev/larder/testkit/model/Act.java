package dev.larder.testkit.model;

/** One action of an entry processor on its entry. */
enum Act {
  EXISTS,
  GET,
  SET,
  REMOVE,
  FAIL
}

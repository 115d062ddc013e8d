package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.List;
import java.util.Map;
import org.apache.cxf.rs.security.oauth2.common.AccessTokenRegistration;
import org.apache.cxf.rs.security.oauth2.common.Client;
import org.apache.cxf.rs.security.oauth2.common.OAuthPermission;
import org.apache.cxf.rs.security.oauth2.common.ServerAccessToken;
import org.apache.cxf.rs.security.oauth2.common.UserSubject;
import org.apache.cxf.rs.security.oauth2.grants.code.AuthorizationCodeRegistration;
import org.apache.cxf.rs.security.oauth2.grants.code.JCacheCodeDataProvider;
import org.apache.cxf.rs.security.oauth2.grants.code.ServerAuthorizationCodeGrant;
import org.apache.cxf.rs.security.oauth2.utils.OAuthConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Apache CXF's store of OAuth 2 clients, codes and tokens. Its values contain objects of other
 * classes of CXF, and are subclasses of the classes that its caches declare.
 */
class CxfTokenStoreTest {
  private final Store store = new Store();

  private static final class Store extends JCacheCodeDataProvider {
    Store() {
      setSupportedScopes(
          Map.of("read", "read books", OAuthConstants.REFRESH_TOKEN_SCOPE, "stay signed in"));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void getClient_storedClient_returnsAnEqualCopy() {
    Client client = client();
    store.setClient(client);
    Client found = store.getClient("books");
    assertThat(found, is(not(sameInstance(client))));
    assertThat(found.getRedirectUris(), contains("http://localhost/books"));
    assertThat(found.getProperties(), is(Map.of("colour", "blue")));
    assertThat(found.getResourceOwnerSubject().getLogin(), is("ada"));
    assertThat(store.getClients(subject()), hasSize(1));
  }

  @Test
  void getAccessToken_createdToken_returnsIt() {
    ServerAccessToken token = store.createAccessToken(registration());
    ServerAccessToken found = store.getAccessToken(token.getTokenKey());
    assertThat(found, is(not(sameInstance(token))));
    assertThat(found.getClass(), is(token.getClass()));
    assertThat(found.getClient().getClientId(), is("books"));
    assertThat(found.getSubject().getLogin(), is("ada"));
    assertThat(found.getExpiresIn(), is(token.getExpiresIn()));
    assertThat(
        found.getScopes().stream().map(OAuthPermission::getPermission).toList(),
        containsInAnyOrder("read", OAuthConstants.REFRESH_TOKEN_SCOPE));
    assertThat(store.getAccessTokens(client(), subject()), hasSize(1));
  }

  @Test
  void refreshAccessToken_anyToken_replacesItAndKeepsSubject() {
    ServerAccessToken token = store.createAccessToken(registration());
    assertThat(token.getRefreshToken(), is(notNullValue()));
    ServerAccessToken renewed =
        store.refreshAccessToken(client(), token.getRefreshToken(), List.of("read"));
    assertThat(store.getAccessToken(token.getTokenKey()), is(nullValue()));
    assertThat(store.getAccessToken(renewed.getTokenKey()).getSubject().getLogin(), is("ada"));
  }

  @Test
  void revokeToken_storedToken_removesIt() {
    ServerAccessToken token = store.createAccessToken(registration());
    store.revokeToken(client(), token.getTokenKey(), OAuthConstants.ACCESS_TOKEN);
    assertThat(store.getAccessToken(token.getTokenKey()), is(nullValue()));
  }

  @Test
  void removeCodeGrant_calledTwice_returnsTheGrantOnce() {
    AuthorizationCodeRegistration asked = new AuthorizationCodeRegistration();
    asked.setClient(client());
    asked.setSubject(subject());
    asked.setApprovedScope(List.of("read"));
    ServerAuthorizationCodeGrant grant = store.createCodeGrant(asked);
    assertThat(store.getCodeGrants(client(), subject()), hasSize(1));
    assertThat(store.removeCodeGrant(grant.getCode()).getApprovedScopes(), contains("read"));
    assertThat(store.removeCodeGrant(grant.getCode()), is(nullValue()));
  }

  private static AccessTokenRegistration registration() {
    AccessTokenRegistration asked = new AccessTokenRegistration();
    asked.setClient(client());
    asked.setSubject(subject());
    asked.setGrantType(OAuthConstants.AUTHORIZATION_CODE_GRANT);
    asked.setRequestedScope(List.of("read", OAuthConstants.REFRESH_TOKEN_SCOPE));
    asked.setApprovedScope(List.of("read", OAuthConstants.REFRESH_TOKEN_SCOPE));
    return asked;
  }

  private static Client client() {
    Client client = new Client("books", "secret", true);
    client.setRedirectUris(List.of("http://localhost/books"));
    client.setProperties(Map.of("colour", "blue"));
    client.setResourceOwnerSubject(subject());
    return client;
  }

  private static UserSubject subject() {
    return new UserSubject("ada", List.of("reader"));
  }
}

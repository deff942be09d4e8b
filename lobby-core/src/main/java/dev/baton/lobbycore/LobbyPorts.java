package dev.baton.lobbycore;

/**
 * What a {@link LobbyMachine} borrows from its shell; each is called within {@code handle} and must
 * not block.
 *
 * @param signer the lobby's own key
 * @param check verifies the peers' signatures
 * @param chance makes ids, codes and nonces
 */
public record LobbyPorts(LobbySigner signer, SignatureCheck check, Chance chance) {}

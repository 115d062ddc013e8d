package dev.larder.tools;

import org.cache2k.jcache.provider.JCacheProvider;

/** A provider that the tool does not know, and whose sizes it cannot set. */
public final class UnsizedProvider extends JCacheProvider {}

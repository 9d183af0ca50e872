package dev.halfway.hub.real;

/** OpenSearch. */
class HubOnOpenSearch extends HubOnSearchEngine {

  HubOnOpenSearch() {
    super(RealSearchEngine.openSearch(LONGEST_REQUEST));
  }
}

package dev.halfway.hub.real;

/** Elasticsearch. */
class HubOnElasticsearch extends HubOnSearchEngine {

  HubOnElasticsearch() {
    super(RealSearchEngine.elasticsearch(LONGEST_REQUEST));
  }
}

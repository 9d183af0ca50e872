package dev.halfway.systems;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * A name node and a data node, again with what they had: {@code HdfsCluster <folder> <port>
 * <http port>}.
 */
final class HdfsCluster {

  private HdfsCluster() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    configuration.set("dfs.permissions.enabled", "false");
    configuration.set("dfs.replication", "1");
    configuration.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    boolean isThere = Files.exists(folder.resolve("data"));
    new MiniDFSCluster.Builder(configuration)
        .nameNodePort(Integer.parseInt(arguments[1]))
        .nameNodeHttpPort(Integer.parseInt(arguments[2]))
        .numDataNodes(1)
        .format(!isThere)
        .build()
        .waitClusterUp();
    new CountDownLatch(1).await();
  }
}

import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch, with the modules that come with it and no plugin. Arguments are its settings, name=value. It says
 * where it listens, and ends when its standard input does: with whoever started it.
 *
 * The official starter refuses to run as root, which containers of build servers do; this is a node without that check.
 */
public final class StartNode {
    private static final class Started extends Node {
        Started(Environment environment, List<Class<? extends Plugin>> modules) {
            super(environment, modules, false);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String each : arguments) {
            String[] pair = each.split("=", 2);
            if (pair[1].contains(",")) {
                settings.putList(pair[0], pair[1].split(","));
            } else {
                settings.put(pair[0], pair[1]);
            }
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> "node");
        LogConfigurator.setNodeName("node");
        Started node = new Started(
            environment,
            List.of(Netty4Plugin.class, PainlessPlugin.class, CommonAnalysisPlugin.class)
        );
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }));
        System.out.println("listening " + node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress());
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }
}

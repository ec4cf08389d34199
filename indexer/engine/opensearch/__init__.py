"""The engine on an OpenSearch cluster: the same port, and the same answers, as the embedded one."""

def score(package_dir, truth_dir):
    return {}
